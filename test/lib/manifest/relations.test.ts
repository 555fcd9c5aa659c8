import { indexBy, isFollowed, type ModelSpec, type OnDelete, referrersOf } from '../../../lib/manifest';

const model = (relations: ModelSpec['relations'], indexes: ModelSpec['indexes'] = {}): ModelSpec => ({
  fields: { bookId: { type: 'id' } },
  rules: [],
  indexes,
  relations,
});
const book = (onDelete: OnDelete) => ({ book: { kind: 'belongsTo', model: 'books', field: 'bookId', onDelete } }) as const;
const byBook = { byTitle: { partition: ['bookId', 'title'], sort: [] }, byBook: { partition: ['bookId'], sort: ['createdAt'] } };

test('who belongs to the items of a model is found by the relations of the others, and by an index of their field alone', () => {
  const models = {
    books: model({ notes: { kind: 'hasMany', model: 'notes', field: 'bookId', index: 'byBook' } }),
    notes: model(book('cascade'), byBook),
    unindexed: model(book('cascade')),
  };
  expect(referrersOf('books', models)).toEqual([{ model: 'notes', field: 'bookId', index: 'byBook', onDelete: 'cascade' }]);
  expect(referrersOf('notes', models)).toEqual([]);
  expect(indexBy('title', byBook)).toBeUndefined();
});

test.each([
  ['cascade', true],
  ['setNull', true],
  ['restrict', false],
] as const)('a delete goes on with others: %s, %s', (onDelete, follows) => {
  expect(isFollowed(referrersOf('books', { books: model({}), notes: model(book(onDelete), byBook) }))).toBe(follows);
});
