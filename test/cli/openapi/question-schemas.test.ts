import Ajv from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { openApi } from '../../../cli/openapi/index';
import type { Manifest, ModelSpec } from '../../../lib/manifest';

const notes: ModelSpec = {
  fields: {
    title: { type: 'string', required: true, maxLength: 3 },
    rank: { type: 'integer' },
    done: { type: 'boolean' },
    kind: { type: 'choice', choices: ['a', 'b'] },
    tags: { type: 'stringSet' },
    address: { type: 'object', fields: { city: { type: 'string' } } },
    bookId: { type: 'id' },
    pin: { type: 'string', hidden: true },
  },
  rules: [{ allow: 'owner' }],
  indexes: { byBook: { partition: ['bookId'], sort: ['rank'] } },
  relations: { book: { kind: 'belongsTo', model: 'books', field: 'bookId', onDelete: 'cascade' } },
};
const books: ModelSpec = {
  fields: {},
  rules: [{ allow: 'owner' }],
  indexes: {},
  relations: { notes: { kind: 'hasMany', model: 'notes', field: 'bookId', index: 'byBook' } },
};
const auth = { ownerClaim: 'sub', userName: 'uuid', groups: [] } as const;
const manifest: Manifest = { manifestVersion: 1, backendId: 'shop', auth, data: { models: { notes, books } } };
const document = openApi(manifest);
const describes = (name: string, value: unknown) =>
  addFormats(new Ajv({ strict: false })).compile({ $ref: `#/components/schemas/${name}`, components: document.components })(value);

test.each<[string, unknown, unknown]>([
  ['NotesFilter', { title: 'longer than a title', rank: { ge: 1, lt: 5 } }, { title: 1 }],
  ['NotesFilter', { or: [{ done: true }, { not: { tags: { contains: 'x' } } }] }, { or: [] }],
  ['NotesFilter', { 'address.city': { beginsWith: 'B' } }, { address: 'Bern' }],
  ['NotesFilter', { kind: { in: ['a', 'b'] } }, { kind: { in: ['c'] } }],
  ['NotesFilter', { rank: { between: [1, 2] } }, { rank: { between: [1] } }],
  ['NotesFilter', { address: { exists: true } }, { tags: 'x' }],
  ['NotesFilter', { owner: 'me' }, { pin: 'x' }],
  ['NotesFilter', { createdAt: { ge: '2026-01-01T00:00:00Z' } }, { done: { gt: true } }],
  ['NotesQuery', { bookId: 'b', rank: { ge: 1 }, filter: { done: true }, limit: 100 }, { bookId: 'b', limit: 101 }],
  ['NotesQuery', { bookId: 'b', include: { book: true }, order: 'desc' }, { bookId: { ge: 'b' } }],
  ['NotesCountQuery', { bookId: 'b', cursor: 'c' }, { bookId: 'b', limit: 1 }],
  ['BooksInclude', { notes: { limit: 3, include: { book: true } } }, { notes: { include: { book: { include: {} } } } }],
  ['BooksInclude', { notes: true }, { notes: { where: 1 } }],
  ['NotesInclude', { book: { include: { notes: { order: 'desc' } } } }, { book: { limit: 1 } }],
])('%s describes %j and not %j', (name, good, bad) => {
  expect(describes(name, good)).toBe(true);
  expect(describes(name, bad)).toBe(false);
});

test('an item may hold what was included', () => {
  const at = '2026-10-02T08:30:00Z';
  const note = { id: 'n', title: 'a', owner: 'ann', version: 1, createdAt: at, updatedAt: at };
  const book = { id: 'b', owner: 'ann', version: 1, createdAt: at, updatedAt: at };
  expect(describes('BooksItem', { ...book, notes: { items: [{ ...note, book }], cursor: 'c' } })).toBe(true);
  expect(describes('BooksItem', { ...book, notes: [note] })).toBe(false);
});

test('a model without relations includes nothing, and one that nothing is listed by has no lists', () => {
  const plain = openApi({ ...manifest, data: { models: { plain: { ...books, relations: {} } } } });
  expect(plain.components.schemas).not.toHaveProperty('PlainInclude');
  expect(JSON.stringify(plain.paths['/data/plain/{id}']?.get)).not.toContain('"include"');
  expect(Object.keys(plain.paths)).not.toContain('/data/plain/query');
});

test('a delete that others go with may be finished later', () => {
  expect(Object.keys(document.paths['/data/books/{id}']?.delete?.responses ?? {})).toContain('202');
  expect(Object.keys(document.paths['/data/notes/{id}']?.delete?.responses ?? {})).not.toContain('202');
});
