import { checkManifest, type IndexSpec } from '../../../../lib/manifest';
import { EXAMPLE, withFields, withModel } from '../example';

const INDEXES = 'data.models.notes.indexes';

test.each<IndexSpec>([
  { partition: ['owner'], sort: [] },
  { partition: ['owner', 'kind', 'notebook', 'published'], sort: ['createdAt', 'updatedAt', 'id', 'weight'] },
  { partition: ['day'], sort: ['due', 'stars', 'title'] },
])('%j is right', (index) => {
  expect(checkManifest(withModel({ indexes: { byTest: index } }))).toEqual([]);
});

test.each<[string, IndexSpec, string]>([
  ['.partition', { partition: [], sort: [] }, 'at least one partition attribute'],
  ['.partition', { partition: ['owner', 'kind', 'notebook', 'published', 'day'], sort: [] }, '4 attributes at most, has 5'],
  ['.sort', { partition: ['owner'], sort: ['kind', 'notebook', 'published', 'day', 'due'] }, '4 attributes at most, has 5'],
  ['.sort[0]', { partition: ['owner'], sort: ['creatdAt'] }, 'there is no field "creatdAt"; did you mean "createdAt"?'],
  ['.partition[0]', { partition: ['somethingElse'], sort: [] }, 'known: title, published'],
  ['.partition[0]', { partition: ['tags'], sort: [] }, '"tags" is of type list, and a key is one of'],
  ['.partition[0]', { partition: ['extra'], sort: [] }, 'is of type json'],
  ['.partition[0]', { partition: ['address'], sort: [] }, 'is of type object'],
  ['.sort[0]', { partition: ['owner'], sort: ['version'] }, 'sort by "updatedAt"'],
  ['', { partition: ['owner'], sort: ['owner'] }, 'names "owner" more than once'],
])('at byTest%s: %j', (path, index, message) => {
  expect(checkManifest(withModel({ indexes: { byTest: index } }))).toEqual([
    { path: `${INDEXES}.byTest${path}`, message: expect.stringContaining(message) },
  ]);
});

test.each(['index', 'order', 'limit', 'cursor', 'signal'])(
  '"%s" is a parameter of every list: a field may have the name, but not in an index',
  (name) => {
    expect(checkManifest(withFields({ [name]: { type: 'string' } }))).toEqual([]);
    const notes = withFields({ [name]: { type: 'string' } }).data?.models.notes;
    const manifest = withModel({ ...notes, indexes: { byTest: { partition: [name], sort: [] } } });
    expect(checkManifest(manifest)[0]?.message).toContain('parameter of every list');
  },
);

const many = (count: number) => {
  const fields = Object.fromEntries(Array.from({ length: count }, (_, i) => [`field${i}`, { type: 'string' as const }]));
  const indexes = Object.fromEntries(Array.from({ length: count }, (_, i) => [`by${i}x`, { partition: [`field${i}`], sort: [] }]));
  return withModel({ fields, indexes, rules: [{ allow: 'owner' }] });
};

test('20 indexes are right and 21 too many', () => {
  expect(checkManifest(many(20))).toEqual([]);
  expect(checkManifest(many(21))).toEqual([{ path: INDEXES, message: expect.stringContaining('20 indexes at most, has 21; remove 1') }]);
});

test('a name has at least three characters', () => {
  expect(checkManifest(withModel({ indexes: { abc: { partition: ['kind'], sort: [] } } }))).toEqual([]);
  expect(checkManifest(withModel({ indexes: { ab: { partition: ['kind'], sort: [] } } }))[0]?.message).toContain(
    'at least 3 characters, is "ab"',
  );
});

test('two indexes differ in their attributes, or in the order of them', () => {
  const first = { partition: ['owner'], sort: ['createdAt', 'title'] };
  expect(checkManifest(withModel({ indexes: { first, second: { partition: ['owner'], sort: ['title', 'createdAt'] } } }))).toEqual([]);
  expect(checkManifest(withModel({ indexes: { first, second: first } }))).toEqual([
    { path: `${INDEXES}.second`, message: expect.stringContaining('attributes of "first"') },
  ]);
});

test('a table holds one model', () => {
  expect(checkManifest(withModel({ table: 'restored' }))).toEqual([]);
  expect(checkManifest(withModel({ table: 'x' }))[0]?.path).toBe('data.models.notes.table');
  expect(checkManifest(withModel({ table: `${EXAMPLE.backendId}.notes` }))).toEqual([]);
  expect(checkManifest(withModel({ table: 'old-tags' }))).toEqual([
    { path: 'data.models.tags', message: expect.stringContaining('and so has "notes"') },
  ]);
});
