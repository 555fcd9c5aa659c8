import { restOf } from '../../../lambdas/dispatcher/cascades';
import type { DataContext } from '../../../lambdas/data/engine/index';
import { modelsOf } from '../../../lambdas/shared/model/model';
import type { ModelSpec } from '../../../lib/manifest';
import { MemoryDynamoDb } from '../../support/memory-dynamodb/index';
import { record } from './records';

const plain: ModelSpec = { fields: { title: { type: 'string' } }, rules: [{ allow: 'owner' }], indexes: {} };
const MODELS: Record<string, ModelSpec> = {
  books: plain,
  notes: {
    ...plain,
    fields: { bookId: { type: 'id' } },
    relations: { book: { kind: 'belongsTo', model: 'books', field: 'bookId', onDelete: 'cascade' } },
    indexes: { byBook: { partition: ['bookId'], sort: [] } },
  },
};
const models = modelsOf({ manifestVersion: 1, backendId: 'shop', data: { models: MODELS } }, {});
const rest = (name: string, images: Parameters<typeof record>[1]) => restOf(record(1, images), models(name));

const SURROUNDINGS = { wait: async () => undefined, report: () => undefined };
const ITEM = { id: 'b', title: 'x', version: 1 };
const TOMBSTONE = { id: 'b', _deleted: 2, _cascades: '1770000000000.0' };

test('a marked tombstone is something to see to, also when its mark is renewed', () => {
  expect(rest('books', { old: ITEM, new: TOMBSTONE })).toBeDefined();
  expect(rest('books', { old: TOMBSTONE, new: { ...TOMBSTONE, _cascades: '1770000000000.1' } })).toBeDefined();
});

test('nothing else is: what was written, a tombstone that is done, a model that nothing belongs to', () => {
  expect(rest('books', { new: ITEM })).toBeUndefined();
  expect(rest('books', { old: ITEM, new: { ...ITEM, title: 'y' } })).toBeUndefined();
  expect(rest('books', { old: TOMBSTONE, new: { id: 'b', _deleted: 2, _expires: 9 } })).toBeUndefined();
  expect(rest('notes', { old: { id: 'b', _deleted: 2, _expires: 9 } })).toBeUndefined();
  expect(rest('notes', { old: ITEM, new: { id: 'b', _deleted: 2, _expires: 9 } })).toBeUndefined();
});

test('an item that DynamoDB removed leaves a marked tombstone', async () => {
  const dynamodb = new MemoryDynamoDb();
  const context = { dynamodb: dynamodb.client, now: () => 1_770_000_000_000, models } as DataContext;
  await rest('books', { old: { ...ITEM, _trail: 'tidy' } })?.(context, SURROUNDINGS);
  expect(dynamodb.items('shop.books').get('b')).toEqual({
    id: { S: 'b' },
    _deleted: { N: '2' },
    _cascades: { S: '1770000000000.0' },
    _trail: { S: 'tidy' },
  });
});

test.each([
  ['nothing belongs to it', [], undefined],
  [
    'something was left that does',
    [{ id: { S: 'n' }, bookId: { S: 'b' }, version: { N: '1' } }],
    { _deleted: { N: '3' }, _trail: { S: 'tidy' } },
  ],
])('a tombstone that is removed is marked anew only where it must be: %s', async (_, Items, left) => {
  const dynamodb = new MemoryDynamoDb();
  const client = { putItem: dynamodb.client.putItem, query: async () => ({ Items, Count: Items.length }) };
  const context = { dynamodb: client, now: () => 1_770_000_000_000, models } as unknown as DataContext;
  await rest('books', { old: { id: 'b', _deleted: 2, _expires: 9, _trail: 'tidy' } })?.(context, SURROUNDINGS);
  const now = dynamodb.items('shop.books').get('b');
  const missing = Object.entries(left ?? {}).filter(([name, value]) => JSON.stringify(now?.[name]) !== JSON.stringify(value));
  expect([now !== undefined, missing]).toEqual([left !== undefined, []]);
});
