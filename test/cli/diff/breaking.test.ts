import { diffManifests } from '../../../cli/diff/manifest';
import { formatBreaks } from '../../../cli/diff/print';
import type { FieldSpec, Manifest, ModelSpec } from '../../../lib/manifest';

const model: ModelSpec = {
  fields: { title: { type: 'string' } },
  rules: [{ allow: 'owner' }],
  indexes: { newest: { partition: ['owner'], sort: ['createdAt'] } },
};
const backend = (notes: ModelSpec = model, more: Partial<Manifest> = {}): Manifest => ({
  manifestVersion: 1,
  backendId: 'shop',
  data: { models: { notes } },
  files: { spaces: { photos: { rules: [{ allow: 'owner' }], maxSize: 5 } } },
  ...more,
});
const breaks = (before: Manifest, after: Manifest) => formatBreaks(diffManifests(before, after));
const field = (before: Partial<FieldSpec> | undefined, after: Partial<FieldSpec> | undefined) => {
  const withField = (spec: Partial<FieldSpec> | undefined) =>
    backend({ ...model, fields: { ...model.fields, ...(spec && { it: { type: 'string', ...spec } as FieldSpec }) } });
  return breaks(withField(before), withField(after));
};

test.each<[string, Partial<FieldSpec> | undefined, Partial<FieldSpec> | undefined, string]>([
  ['removed', {}, undefined, 'who sends it is refused, who reads it finds nothing'],
  ['new and required', undefined, { required: true }, 'who does not send it is refused'],
  ['made required', {}, { required: true }, 'who does not send it is refused'],
  ['of another type', {}, { type: 'integer' }, 'values of the earlier type are refused'],
  ['shorter', { maxLength: 20 }, { maxLength: 10 }, 'what is above 10 is refused'],
  ['bounded', {}, { maxLength: 10 }, 'what is above 10 is refused'],
  ['longer', { minLength: 1 }, { minLength: 2 }, 'values below 2 are refused'],
  ['without a choice', { choices: ['a', 'b'] }, { choices: ['a', 'c'] }, 'values that are left out are refused'],
  ['unique', {}, { unique: true }, 'a value that another item has is refused'],
  ['hidden', {}, { hidden: true }, 'who reads it finds nothing'],
  ['read only', {}, { readOnly: true }, 'who sends it is refused'],
  ['matched', {}, { pattern: 'x' }, 'values that do not match are refused'],
])('a field that is %s breaks clients', (_, before, after, message) => {
  expect(field(before, after)).toEqual([`field notes.it: ${message}`]);
});

test.each<[string, Partial<FieldSpec> | undefined, Partial<FieldSpec> | undefined]>([
  ['new', undefined, {}],
  ['new, required and set', undefined, { required: true, defaultValue: 'x' }],
  ['new, required and read only', undefined, { required: true, readOnly: true }],
  ['no longer required', { required: true }, {}],
  ['longer', { maxLength: 10 }, { maxLength: 20 }],
  ['unbounded', { maxLength: 10, minLength: 2, pattern: 'x' }, {}],
  ['given a choice', { choices: ['a'] }, { choices: ['a', 'b'] }],
  ['shown', { hidden: true }, { hidden: false }],
  ['given a default', {}, { defaultValue: 'x' }],
])('a field that is %s breaks nothing', (_, before, after) => {
  expect(field(before, after)).toEqual([]);
});

test('what is removed breaks those who call it, and what is added nobody', () => {
  const bare = backend({ ...model, indexes: {} }, { files: { spaces: {} }, data: { models: {} } });
  expect(breaks(bare, backend())).toEqual([]);
  expect(breaks(backend(), bare)).toEqual([
    'model notes: calls of it are answered by 404',
    'file space photos: calls of it are answered by 404',
  ]);
  expect(breaks(backend(), backend({ ...model, rules: [{ allow: 'authenticated' }], indexes: {} }))).toEqual([
    'index notes.newest: queries by it are refused',
    'rule notes.owner(): whom it alone admitted is refused',
  ]);
});

test('an index with other keys, a smaller or narrower file space, scans no longer allowed', () => {
  const photos = (maxSize: number, contentTypes?: string[]) =>
    backend(model, { files: { spaces: { photos: { rules: [{ allow: 'owner' }], maxSize, ...(contentTypes && { contentTypes }) } } } });
  expect(breaks(backend(), backend({ ...model, indexes: { newest: { partition: ['owner'], sort: [] } } }))).toEqual([
    'index notes.newest: queries by its earlier fields are refused',
  ]);
  expect(breaks(photos(5), photos(4, ['image/*']))).toEqual([
    'file space photos: what is above 4 is refused',
    'file space photos: files of other types are refused',
  ]);
  expect(breaks(photos(4, ['image/*']), photos(5, ['image/*', 'text/plain']))).toEqual([]);
  expect(breaks(backend({ ...model, allowScan: true }), backend())).toEqual(['model notes: lists that no index serves are refused']);
  expect(breaks(backend(), backend({ ...model, allowScan: true }))).toEqual([]);
});
