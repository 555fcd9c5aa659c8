import { importRows } from '../../../../lambdas/data/transfer/import';
import type { AttributeMap, BatchWriteItemInput, PutItemInput } from '../../../../lambdas/shared/dynamodb';
import { compileModel } from '../../../../lambdas/shared/model/model';
import type { ModelSpec } from '../../../../lib/manifest';
import { MemoryDynamoDb, refused } from '../../../support/memory-dynamodb';

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
const ADDING = { overwrite: false };
const OVERWRITING = { overwrite: true };
const MAX_ITEM = 400 * 1024;

/** A table that leaves over what it is told to, once each, and takes no item over 400 kB. */
class Table extends MemoryDynamoDb {
  leaveOver: string[] = [];
  readonly stored = this.items('Shop.movies');
  readonly context = { dynamodb: this.client, now: () => NOW };

  protected batchWriteItem({ RequestItems }: BatchWriteItemInput) {
    const requests = Object.values(RequestItems).flat() as { PutRequest: { Item: AttributeMap } }[];
    for (const { PutRequest } of requests) requireSmall(PutRequest.Item);
    const left = requests.filter(({ PutRequest: { Item } }) => this.leaveOver.includes(idIn(Item)));
    this.leaveOver = [];
    for (const { PutRequest } of requests.filter((each) => !left.includes(each))) this.stored.set(idIn(PutRequest.Item), PutRequest.Item);
    return { UnprocessedItems: left.length > 0 ? { 'Shop.movies': left } : {} };
  }

  protected override putItem(input: PutItemInput) {
    requireSmall(input.Item);
    return super.putItem(input);
  }
}

const idIn = (item: AttributeMap) => (item.id as { S: string }).S;

function requireSmall(item: AttributeMap): void {
  if (JSON.stringify(item).length > MAX_ITEM) throw refused('ValidationException', 'Item size has exceeded the maximum allowed size');
}

const rowsOf = (...values: Record<string, unknown>[]) => values.map((each, i) => ({ number: i + 1, values: each }));

test('a row becomes an item with its defaults, and what an export says of it stays', async () => {
  const { stored, context } = new Table();
  const exported = {
    id: 'a',
    title: 'Alien',
    owner: 'u1',
    version: 7,
    createdAt: '2020-01-01T00:00:00.000Z',
    updatedAt: '2021-01-01T00:00:00.000Z',
  };
  expect(await importRows(context, MODEL, rowsOf(exported, { title: 'Brazil', rating: 5 }), ADDING)).toEqual([
    { row: 1, result: 'written' },
    { row: 2, result: 'written' },
  ]);
  expect(stored.get('a')).toEqual({
    id: { S: 'a' },
    title: { S: 'Alien' },
    kind: { S: 'film' },
    owner: { S: 'u1' },
    version: { N: '7' },
    createdAt: { S: '2020-01-01T00:00:00.000Z' },
    updatedAt: { S: '2021-01-01T00:00:00.000Z' },
  });
  const [, brazil] = [...stored.values()];
  expect(brazil).toMatchObject({ rating: { N: '5' }, version: { N: '1' }, createdAt: { S: '2026-01-01T00:00:00.000Z' } });
});

test('a row without an id has the same one whenever it is imported in the same line', async () => {
  const { stored, context } = new Table();
  const rows = rowsOf({ title: 'Brazil' });
  await importRows(context, MODEL, rows, ADDING);
  expect(await importRows(context, MODEL, rows, ADDING)).toEqual([{ row: 1, result: 'there' }]);
  await importRows(context, MODEL, rowsOf({ title: 'Alien' }, { title: 'Brazil' }), ADDING);
  expect(stored.size).toBe(3);
  for (const id of stored.keys()) expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
});

test('rows that break the rules of the model are refused, each with its reasons; the others are written', async () => {
  const { stored, context } = new Table();
  const outcomes = await importRows(
    context,
    MODEL,
    rowsOf({ title: 'x'.repeat(21) }, { rating: 0 }, { title: 'Brazil' }, { title: '', id: 'a b', extra: 1 }),
    ADDING,
  );
  expect(outcomes).toMatchObject([
    { row: 1, result: 'refused', errors: [{ pointer: '/title' }] },
    { row: 2, result: 'refused', errors: [{ pointer: '/title' }, { pointer: '/rating' }] },
    { row: 3, result: 'written' },
    { row: 4, result: 'refused', errors: [{ pointer: '/id' }, { pointer: '/extra' }] },
  ]);
  expect(stored.size).toBe(1);
});

test('an empty key of an index is refused, not thrown by DynamoDB in the middle of a batch', async () => {
  const { context } = new Table();
  expect(await importRows(context, MODEL, rowsOf({ title: '' }), OVERWRITING)).toMatchObject([
    { result: 'refused', errors: [{ pointer: '/title', detail: expect.stringContaining('must not be empty') }] },
  ]);
});

test('what is there is not overwritten unless told to', async () => {
  const { stored, context } = new Table();
  await importRows(context, MODEL, rowsOf({ id: 'a', title: 'Alien' }), ADDING);
  const other = rowsOf({ id: 'a', title: 'Aliens' });
  expect(await importRows(context, MODEL, other, ADDING)).toMatchObject([{ result: 'refused', errors: [{ pointer: '/id' }] }]);
  expect(stored.get('a')).toMatchObject({ title: { S: 'Alien' } });

  expect(await importRows(context, MODEL, other, OVERWRITING)).toEqual([{ row: 1, result: 'written' }]);
  expect(stored.get('a')).toMatchObject({ title: { S: 'Aliens' }, version: { N: String(NOW) } });
});

test('what is left of a deleted item is nothing to keep', async () => {
  const { stored, context } = new Table();
  stored.set('a', { id: { S: 'a' }, _deleted: { N: '3' } });
  expect(await importRows(context, MODEL, rowsOf({ id: 'a', title: 'Alien' }), ADDING)).toEqual([{ row: 1, result: 'written' }]);
  expect(stored.get('a')).toMatchObject({ title: { S: 'Alien' }, version: { N: '4' } });
});

test('what is left of one whose delete goes on with others is, also when told to overwrite', async () => {
  const { stored, context } = new Table();
  const parent = { ...MODEL, cascades: true };
  stored.set('a', { id: { S: 'a' }, _deleted: { N: '3' }, _cascades: { S: '1.0' } });
  for (const options of [ADDING, OVERWRITING]) {
    const outcomes = await importRows(context, parent, rowsOf({ id: 'a', title: 'Alien' }), options);
    expect(outcomes).toMatchObject([{ result: 'refused', errors: [{ pointer: '/id', detail: expect.stringContaining('not finished') }] }]);
  }
});

test('times that are set where none is given, sets in another order and empty ones make no other item', async () => {
  const { context } = new Table();
  const model = compileModel(
    'movies',
    {
      ...SPEC,
      fields: { tags: { type: 'stringSet' }, genres: { type: 'stringSet' }, addedAt: { type: 'datetime', defaultFrom: 'now' } },
    },
    'Shop.movies',
  );
  const row = { id: 'a', tags: ['b', 'a'], genres: [] };
  expect(await importRows(context, model, rowsOf(row), ADDING)).toEqual([{ row: 1, result: 'written' }]);
  const later = { ...context, now: () => NOW + 5_000 };
  expect(await importRows(later, model, rowsOf({ ...row, tags: ['a', 'b'] }), ADDING)).toEqual([{ row: 1, result: 'there' }]);
});

test('one item over 400 kB is refused alone', async () => {
  for (const options of [ADDING, OVERWRITING]) {
    const { stored, context } = new Table();
    const model = { ...MODEL, spec: { ...SPEC, fields: { ...SPEC.fields, title: { type: 'string' as const } }, indexes: {} } };
    const rows = rowsOf({ id: 'a', title: 'Alien' }, { id: 'b', title: 'x'.repeat(MAX_ITEM) }, { id: 'c', title: 'Brazil' });
    expect(await importRows(context, model, rows, options)).toEqual([
      { row: 1, result: 'written' },
      { row: 2, result: 'refused', errors: [{ pointer: '', detail: expect.stringContaining('400 kB') }] },
      { row: 3, result: 'written' },
    ]);
    expect([...stored.keys()].sort()).toEqual(['a', 'c']);
  }
});

test('a write that got no answer is tried again, and is no other item', async () => {
  const table = new Table();
  table.fault = (call) => (call === 0 ? 'after' : undefined);
  expect(await importRows(table.context, MODEL, rowsOf({ id: 'a', title: 'Alien' }), ADDING)).toEqual([{ row: 1, result: 'there' }]);
});

test('what DynamoDB cannot do for long is the failure of all', async () => {
  const table = new Table();
  table.fault = () => refused('AccessDeniedException', 'is not authorized');
  await expect(importRows(table.context, MODEL, rowsOf({ title: 'Alien' }), ADDING)).rejects.toThrow('is not authorized');
});

describe('unique values', () => {
  const unique = compileModel('movies', { ...SPEC, fields: { ...SPEC.fields, imdb: { type: 'string', unique: true } } }, 'Shop.movies');
  const claimed = ({ stored }: Table) => [...stored.values()].filter((item) => '_claim' in item).map((item) => item._claim);
  const film = (id: string, imdb: string | null) => ({ id, title: id, imdb });

  test('are claimed with their items; a row with one that is taken is refused, alone', async () => {
    const table = new Table();
    const rows = rowsOf(film('a', 'tt1'), film('b', 'tt1'), film('c', 'tt3'));
    const outcomes = await importRows(table.context, unique, rows, ADDING);
    expect(outcomes.map(({ result }) => result)).toEqual(['written', 'refused', 'written']);
    expect(outcomes[1]).toMatchObject({ errors: [{ pointer: '/imdb', detail: 'is taken' }] });
    expect(claimed(table)).toEqual([{ S: 'a' }, { S: 'c' }]);
    expect(await importRows(table.context, unique, rows.slice(0, 1), ADDING)).toEqual([{ row: 1, result: 'there' }]);
  });

  test('of an item that is replaced are given up', async () => {
    const table = new Table();
    await importRows(table.context, unique, rowsOf(film('a', 'tt1')), ADDING);
    expect(await importRows(table.context, unique, rowsOf(film('a', 'tt2')), OVERWRITING)).toEqual([{ row: 1, result: 'written' }]);
    expect(table.stored.get('a')).toMatchObject({ imdb: { S: 'tt2' }, version: { N: '2' } });
    expect(await importRows(table.context, unique, rowsOf(film('b', 'tt1')), OVERWRITING)).toEqual([{ row: 1, result: 'written' }]);
    expect(await importRows(table.context, unique, rowsOf(film('b', 'tt2')), OVERWRITING)).toMatchObject([{ result: 'refused' }]);
    expect(claimed(table)).toHaveLength(2);
  });
});

test('what DynamoDB leaves over is sent again, and two rows of one id are not in one request', async () => {
  const table = new Table();
  const { stored, context } = table;
  table.leaveOver = ['b'];
  const rows = rowsOf({ id: 'a', title: 'one' }, { id: 'b', title: 'two' }, { id: 'a', title: 'three' });
  expect((await importRows(context, MODEL, rows, OVERWRITING)).map(({ result }) => result)).toEqual(['written', 'written', 'written']);
  expect(stored.get('a')).toMatchObject({ title: { S: 'three' } });
  expect(stored.get('b')).toMatchObject({ title: { S: 'two' } });
});
