import { importRows } from '../../../../lambdas/data/transfer/import';
import type { AttributeMap, BatchWriteItemInput, DynamoDb, PutItemInput } from '../../../../lambdas/shared/dynamodb';
import { DynamoDbError } from '../../../../lambdas/shared/dynamodb';
import { compileModel } from '../../../../lambdas/shared/model/model';
import type { ModelSpec } from '../../../../lib/manifest';

const SPEC: ModelSpec = {
  fields: {
    title: { type: 'string', required: true, maxLength: 20 },
    rating: { type: 'integer', min: 1 },
    kind: { type: 'string', defaultValue: 'film' },
  },
  rules: [{ allow: 'owner' }],
  indexes: { byTitle: { partition: ['title'], sort: [] } },
};
const MODEL = compileModel('movies', SPEC, 'Shop.movies');
const NOW = Date.parse('2026-01-01T00:00:00Z');
const SOURCE = { overwrite: false, source: 'movies.jsonl' };

/** A table that leaves over what it is told to, once each. */
function tableOf(leaveOver: readonly string[] = []) {
  const items = new Map<string, AttributeMap>();
  const left = new Set(leaveOver);
  const idOf = (item: AttributeMap) => (item.id as { S: string }).S;
  const dynamodb: Partial<DynamoDb> = {
    async putItem({ Item }: PutItemInput) {
      const stored = items.get(idOf(Item));
      if (stored !== undefined && !('_deleted' in stored)) {
        throw new DynamoDbError({
          name: 'ConditionalCheckFailedException',
          message: '',
          status: 400,
          retryable: false,
          fields: { Item: stored },
        });
      }
      items.set(idOf(Item), Item);
      return {};
    },
    async batchWriteItem({ RequestItems }: BatchWriteItemInput) {
      const requests = Object.values(RequestItems).flat() as { PutRequest: { Item: AttributeMap } }[];
      const over = requests.filter(({ PutRequest }) => left.delete(idOf(PutRequest.Item)));
      for (const { PutRequest } of requests.filter((request) => !over.includes(request))) items.set(idOf(PutRequest.Item), PutRequest.Item);
      return { UnprocessedItems: over.length > 0 ? { 'Shop.movies': over } : {} };
    },
  };
  return { items, context: { dynamodb: dynamodb as DynamoDb, now: () => NOW } };
}

const rowsOf = (...values: Record<string, unknown>[]) => values.map((each, i) => ({ number: i + 1, values: each }));

test('a row becomes an item with its defaults, and what an export says of it stays', async () => {
  const { items, context } = tableOf();
  const exported = {
    id: 'a',
    title: 'Alien',
    owner: 'u1',
    version: 7,
    createdAt: '2020-01-01T00:00:00.000Z',
    updatedAt: '2021-01-01T00:00:00.000Z',
  };
  expect(await importRows(context, MODEL, rowsOf(exported, { title: 'Brazil', rating: 5 }), SOURCE)).toEqual([
    { row: 1, result: 'written' },
    { row: 2, result: 'written' },
  ]);
  expect(items.get('a')).toEqual({
    id: { S: 'a' },
    title: { S: 'Alien' },
    kind: { S: 'film' },
    owner: { S: 'u1' },
    version: { N: '7' },
    createdAt: { S: '2020-01-01T00:00:00.000Z' },
    updatedAt: { S: '2021-01-01T00:00:00.000Z' },
  });
  const [, brazil] = [...items.values()];
  expect(brazil).toMatchObject({ rating: { N: '5' }, version: { N: '1' }, createdAt: { S: '2026-01-01T00:00:00.000Z' } });
});

test('a row without an id has the same one whenever it is imported from its file', async () => {
  const { items, context } = tableOf();
  const rows = rowsOf({ title: 'Brazil' });
  await importRows(context, MODEL, rows, SOURCE);
  expect(await importRows(context, MODEL, rows, SOURCE)).toEqual([{ row: 1, result: 'there' }]);
  await importRows(context, MODEL, rows, { ...SOURCE, source: 'other.jsonl' });
  expect(items.size).toBe(2);
  for (const id of items.keys()) expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
});

test('rows that break the rules of the model are refused, each with its reasons; the others are written', async () => {
  const { items, context } = tableOf();
  const outcomes = await importRows(
    context,
    MODEL,
    rowsOf({ title: 'x'.repeat(21) }, { rating: 0 }, { title: 'Brazil' }, { title: '', id: 'a b', extra: 1 }),
    SOURCE,
  );
  expect(outcomes).toMatchObject([
    { row: 1, result: 'refused', errors: [{ pointer: '/title' }] },
    { row: 2, result: 'refused', errors: [{ pointer: '/title' }, { pointer: '/rating' }] },
    { row: 3, result: 'written' },
    { row: 4, result: 'refused', errors: [{ pointer: '/id' }, { pointer: '/extra' }] },
  ]);
  expect(items.size).toBe(1);
});

test('an empty key of an index is refused, not thrown by DynamoDB in the middle of a batch', async () => {
  const { context } = tableOf();
  expect(await importRows(context, MODEL, rowsOf({ title: '' }), { ...SOURCE, overwrite: true })).toMatchObject([
    { result: 'refused', errors: [{ pointer: '/title', detail: expect.stringContaining('must not be empty') }] },
  ]);
});

test('what is there is not overwritten unless told to', async () => {
  const { items, context } = tableOf();
  await importRows(context, MODEL, rowsOf({ id: 'a', title: 'Alien' }), SOURCE);
  const other = rowsOf({ id: 'a', title: 'Aliens' });
  expect(await importRows(context, MODEL, other, SOURCE)).toMatchObject([{ result: 'refused', errors: [{ pointer: '/id' }] }]);
  expect(items.get('a')).toMatchObject({ title: { S: 'Alien' } });

  expect(await importRows(context, MODEL, other, { ...SOURCE, overwrite: true })).toEqual([{ row: 1, result: 'written' }]);
  expect(items.get('a')).toMatchObject({ title: { S: 'Aliens' }, version: { N: '2' } });
});

test('what is left of a deleted item is nothing to keep', async () => {
  const { items, context } = tableOf();
  items.set('a', { id: { S: 'a' }, _deleted: { N: '3' } });
  expect(await importRows(context, MODEL, rowsOf({ id: 'a', title: 'Alien' }), SOURCE)).toEqual([{ row: 1, result: 'written' }]);
});

test('what DynamoDB leaves over is sent again, and two rows of one id are not in one request', async () => {
  const { items, context } = tableOf(['b']);
  const rows = rowsOf({ id: 'a', title: 'one' }, { id: 'b', title: 'two' }, { id: 'a', title: 'three' });
  expect((await importRows(context, MODEL, rows, { ...SOURCE, overwrite: true })).map(({ result }) => result)).toEqual([
    'written',
    'written',
    'written',
  ]);
  expect(items.get('a')).toMatchObject({ title: { S: 'three' } });
  expect(items.get('b')).toMatchObject({ title: { S: 'two' } });
});
