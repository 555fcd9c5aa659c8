import { checkManifest, type FieldSpec } from '../../../../lib/manifest';
import { EXAMPLE, withFields, withModel } from '../example';

test.each<[string, FieldSpec]>([
  ['unique text', { type: 'email', unique: true }],
  ['a unique number', { type: 'integer', unique: true }],
  ['a unique value of its own', { type: 'string', unique: true, defaultFrom: 'uuid' }],
  ['the time of the write', { type: 'datetime', defaultFrom: 'now', readOnly: true }],
  ['the caller', { type: 'id', defaultFrom: 'caller', immutable: true }],
  ['what only the server sets', { type: 'string', readOnly: true }],
  ['a hidden field that callers must send', { type: 'string', hidden: true, required: true }],
  ['an end', { type: 'datetime', ttl: true }],
  ['traits that are not meant', { type: 'json', unique: false, ttl: false }],
])('%s is right', (_, field) => {
  expect(checkManifest(withFields({ extra: field }))).toEqual([]);
});

test.each<[string, FieldSpec, string]>([
  ['.unique', { type: 'boolean', unique: true }, 'this is of type boolean'],
  ['.unique', { type: 'stringSet', unique: true }, 'this is of type stringSet'],
  ['.defaultValue', { type: 'string', unique: true, defaultValue: 'a' }, 'DefaultFrom.UUID'],
  ['.defaultFrom', { type: 'date', defaultFrom: 'now' }, '"now" is for datetime, and this is of type date'],
  ['.defaultFrom', { type: 'integer', defaultFrom: 'uuid' }, '"uuid" is for string and id'],
  ['.defaultFrom', { type: 'string', defaultFrom: 'caller', defaultValue: 'a' }, 'one default'],
  ['.immutable', { type: 'string', immutable: true, readOnly: true }, 'remove immutable'],
  ['.ttl', { type: 'date', ttl: true }, 'ttl is for datetime'],
  ['.items.unique', { type: 'list', items: { type: 'string', unique: true } }, 'for the fields of a model itself'],
  ['.fields.a.hidden', { type: 'object', fields: { a: { type: 'string', hidden: true } } }, 'for the fields of a model itself'],
])('at extra%s: %j', (path, field, message) => {
  expect(checkManifest(withFields({ extra: field }))).toEqual([
    { path: `data.models.notes.fields.extra${path}`, message: expect.stringContaining(message) },
  ]);
});

test('an item ends once', () => {
  expect(checkManifest(withFields({ ends: { type: 'datetime', ttl: true }, stops: { type: 'datetime', ttl: true } }))).toEqual([
    { path: 'data.models.notes.fields.stops.ttl', message: expect.stringContaining('"ends" says when') },
  ]);
});

test('words of filters name no field of a model', () => {
  expect(checkManifest(withFields({ not: { type: 'string' } }))).toEqual([
    { path: 'data.models.notes.fields.not', message: expect.stringContaining('reserved word') },
  ]);
});

test('what is hidden is no key', () => {
  const fields = { ...EXAMPLE.data?.models.notes?.fields, code: { type: 'string' as const, hidden: true } };
  const indexes = { ...EXAMPLE.data?.models.notes?.indexes, byCode: { partition: ['code'], sort: [] } };
  expect(checkManifest(withModel({ fields, indexes }))).toEqual([
    { path: 'data.models.notes.indexes.byCode.partition[0]', message: expect.stringContaining('would tell its values') },
  ]);
});

test("a function's input has no traits of a model", () => {
  const f = { rules: [{ allow: 'guest' as const }], input: { a: { type: 'string' as const, readOnly: true } }, output: {}, triggers: [] };
  expect(checkManifest({ ...EXAMPLE, functions: { functions: { f: { ...f, invoke: 'direct' } } } })).toEqual([
    { path: 'functions.functions.f.input.a.readOnly', message: expect.stringContaining('for the fields of a model itself') },
  ]);
});
