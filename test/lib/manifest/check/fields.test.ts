import { checkManifest, type FieldSpec } from '../../../../lib/manifest';
import { EXAMPLE, withFields } from '../example';

const nested = (depth: number): FieldSpec => (depth === 1 ? { type: 'string' } : { type: 'list', items: nested(depth - 1) });

test.each<[string, FieldSpec]>([
  ['equal bounds', { type: 'integer', min: 1, max: 1 }],
  ['fractions as bounds of a number', { type: 'number', min: -0.5, max: 0.5 }],
  ['a default within its bounds', { type: 'string', minLength: 1, defaultValue: 'a' }],
  ['a list as default', { type: 'list', items: { type: 'integer' }, defaultValue: [1] }],
  ['a list of lists', { type: 'list', items: { type: 'list', items: { type: 'string' } } }],
  ['ten levels', nested(10)],
  ['any JSON as default', { type: 'json', defaultValue: { a: [null] } }],
  ['a Unicode pattern', { type: 'string', pattern: '\\p{L}+' }],
  ['a list of choices', { type: 'list', items: { type: 'choice', choices: ['a'] }, defaultValue: ['a'] }],
  ['a map of objects', { type: 'map', items: { type: 'object', fields: { a: { type: 'ip' } } }, minItems: 1 }],
  ['bounded bytes', { type: 'bytes', minLength: 1, maxLength: 4, defaultValue: 'aGk=' }],
  ['a bounded set', { type: 'stringSet', maxItems: 2, defaultValue: ['a'] }],
  ['a word of filters within an object', { type: 'object', fields: { or: { type: 'string' } } }],
])('%s is right', (_, field) => {
  expect(checkManifest(withFields({ extra: field }))).toEqual([]);
});

test.each<[string, FieldSpec, string]>([
  ['.min', { type: 'integer', min: 2, max: 1 }, 'min (2) is greater than max (1)'],
  ['.minLength', { type: 'string', minLength: 2, maxLength: 1 }, 'greater than maxLength'],
  ['.minItems', { type: 'list', items: { type: 'string' }, minItems: 2, maxItems: 1 }, 'greater than maxItems'],
  ['.maxLength', { type: 'string', maxLength: -1 }, 'whole number from 0, is -1'],
  ['.maxItems', { type: 'list', items: { type: 'string' }, maxItems: 1.5 }, 'is 1.5'],
  ['.max', { type: 'integer', max: 1.5 }, 'must be a whole number'],
  ['.min', { type: 'number', min: Number.NaN }, 'must be of type number, is NaN'],
  ['.min', { type: 'string', min: 1 }, 'min is for integer and number, and this is of type string; remove it'],
  ['.choices', { type: 'string', choices: ['a'] }, 'choices is for choice'],
  ['.pattern', { type: 'string', pattern: '(' }, 'is no regular expression'],
  ['.pattern', { type: 'string', pattern: 'a)|(b' }, 'is no regular expression'],
  ['.choices', { type: 'choice' }, 'at least one value'],
  ['.choices', { type: 'choice', choices: ['a', 'b', 'a'] }, 'names "a" more than once'],
  ['', { type: 'list' }, 'Field.list(Field.string())'],
  ['.items.pattern', { type: 'list', items: { type: 'string', pattern: '[' } }, 'is no regular expression'],
  ['.items.defaultValue', { type: 'list', items: { type: 'string', defaultValue: 'a' } }, 'never be used'],
  ['', { type: 'map' }, 'a map must say what it holds, as in Field.map(Field.string())'],
  ['.items', { type: 'list', items: { type: 'stringSet' } }, 'cannot stand in a list'],
  ['.items.defaultValue', { type: 'map', items: { type: 'string', defaultValue: 'a' } }, 'an item of a map is never absent'],
  ['.defaultValue', { type: 'stringSet', defaultValue: [] }, 'an empty set is no value'],
  ['.defaultValue', { type: 'bytes', maxLength: 1, defaultValue: 'aGk=' }, 'at most 1 byte long'],
  ['.typeName', { type: 'list', items: { type: 'string' }, typeName: 'Names' }, 'typeName is for object'],
  ['', { type: 'object' }, 'must have fields'],
  ['.fields.min', { type: 'object', fields: { min: { type: 'list' } } }, 'Field.list'],
  ['.items'.repeat(10), nested(11), '10 levels at most'],
  ['.defaultValue', { type: 'integer', min: 1, defaultValue: 0 }, "breaks the field's own rule: must be at least 1, is 0; received 0"],
  ['.defaultValue', { type: 'choice', choices: ['draft'], defaultValue: 'drafd' }, 'did you mean "draft"?'],
  ['.defaultValue', { type: 'string', defaultValue: null }, 'must be a string, is nothing; received null'],
  ['.defaultValue', { type: 'object', fields: { a: { type: 'string', required: true } }, defaultValue: {} }, 'at /a: is required'],
])('at extra%s: %j', (path, field, message) => {
  expect(checkManifest(withFields({ extra: field }))).toEqual([
    { path: `data.models.notes.fields.extra${path}`, message: expect.stringContaining(message) },
  ]);
});

const withInput = (input: FieldSpec) => ({
  ...EXAMPLE,
  functions: {
    functions: { f: { rules: [{ allow: 'guest' as const }], input: { id: input }, output: {}, invoke: 'direct' as const, triggers: [] } },
  },
});

test("a function's input and output are checked alike, and know no system fields", () => {
  expect(checkManifest(withInput({ type: 'id' }))).toEqual([]);
  expect(checkManifest(withInput({ type: 'choice' }))[0]?.path).toBe('functions.functions.f.input.id.choices');
});
