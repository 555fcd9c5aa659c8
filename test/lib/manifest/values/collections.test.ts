import { checkCreate, type Fields, readUpdate } from '../../../../lib/manifest';

const FIELDS: Fields = {
  labels: { type: 'stringSet', maxItems: 2 },
  needed: { type: 'stringSet', required: true },
  scores: { type: 'map', items: { type: 'integer', min: 0 }, maxItems: 2 },
  places: { type: 'map', items: { type: 'object', fields: { city: { type: 'string', required: true } } } },
  kinds: { type: 'list', items: { type: 'choice', choices: ['a', 'b'] } },
  icon: { type: 'bytes', minLength: 1, maxLength: 2 },
  any: { type: 'bytes' },
};
const create = (values: object) => checkCreate(FIELDS, { needed: ['a'], ...values });
const errorsOf = (values: object) => create(values).errors.map(({ pointer, detail }) => `${pointer} ${detail}`);

test('a set is in the order of text, and an empty one is none', () => {
  expect(create({ labels: ['b', 'a'] }).value.labels).toEqual(['a', 'b']);
  expect(create({ labels: [] })).toEqual({ value: { needed: ['a'] }, errors: [] });
  expect(readUpdate(FIELDS, { labels: [] }).update.patch).toEqual({ labels: null });
  expect(readUpdate(FIELDS, { needed: [] }).errors).toEqual([{ pointer: '/needed', detail: 'is required and cannot be removed' }]);
  expect(checkCreate(FIELDS, { needed: [] }).errors).toEqual([{ pointer: '/needed', detail: 'is required' }]);
});

test.each<[object, string]>([
  [{ labels: ['a', 'a'] }, '/labels/1 stands in the set twice; name it once'],
  [{ labels: ['a', ''] }, '/labels/1 must not be empty'],
  [{ labels: ['a', 1] }, '/labels/1 must be a string, is a number'],
  [{ labels: ['a', 'b', 'c'] }, '/labels must hold at most 2 items, holds 3'],
  [{ labels: 'a' }, '/labels must be a list of texts, is a string'],
  [{ scores: [1] }, '/scores must be an object, is a list'],
  [{ scores: { a: -1 } }, '/scores/a must be at least 0, is -1'],
  [{ scores: { a: 1, b: 1, c: 1 } }, '/scores must hold at most 2 items, holds 3'],
  [{ scores: { '': 1 } }, '/scores/ is no name for a member: 1 to 255 characters, and not "__proto__"'],
  [{ scores: JSON.parse('{ "__proto__": 1 }') }, '/scores/__proto__ is no name for a member: 1 to 255 characters, and not "__proto__"'],
  [{ places: { home: {} } }, '/places/home/city is required'],
  [{ kinds: ['a', 'c'] }, '/kinds/1 must be one of "a", "b"'],
  [{ icon: '' }, '/icon must be at least 1 byte long, is 0'],
  [{ icon: 'aGV5' }, '/icon must be at most 2 bytes long, is 3'],
  [{ any: 'AAAA'.repeat(21_846) }, '/any must be at most 65536 bytes long, is 65538'],
])('refuses %j', (values, error) => {
  expect(errorsOf(values)).toEqual([error]);
});

test('admits what keeps to its limits', () => {
  const values = { scores: { 'a b/c': 1 }, places: { home: { city: 'Bern' } }, kinds: ['a', 'a'], icon: 'aGk=', any: 'A'.repeat(87_380) };
  expect(create(values)).toEqual({ value: { needed: ['a'], ...values }, errors: [] });
});

test('null is no member of a map, and removes one in a patch', () => {
  expect(create({ scores: { a: null, b: 1 } }).value.scores).toEqual({ b: 1 });
  expect(readUpdate(FIELDS, { scores: { a: null, b: 1 } }).update.patch.scores).toEqual({ a: null, b: 1 });
  expect(readUpdate(FIELDS, { places: { home: { city: null } } }).errors).toEqual([
    { pointer: '/places/home/city', detail: 'is required and cannot be removed' },
  ]);
});
