import { randomUUID } from 'node:crypto';
import { DynamoDbError, ExactNumber, type AttributeMap, marshalItem, unmarshalItem } from '../../../lambdas/shared/dynamodb/index.js';
import { refusal } from '../../support/refusal.js';
import type { Subject } from './contract.test.js';

/** Single items, queries, scans and batches: each with what is refused. */
export function describeItems(subject: () => Subject, multiAttributeKeys: boolean): void {
  const put = async (item: AttributeMap) => {
    const { dynamoDb, table } = subject();
    await dynamoDb.putItem({ TableName: table, Item: item });
    return item;
  };

  const store = async (owner: string) => {
    for (let i = 0; i < 5; i++) {
      const rest = { kind: { S: i < 4 ? 'a' : 'b' }, rank: { N: String(10 - i) } };
      await put({ id: { S: `${owner}-${i}` }, owner: { S: owner }, createdAt: { S: `2025-01-0${i + 1}` }, ...rest });
    }
  };

  describe('an item', () => {
    it('comes back as it was stored: every type, every digit', async () => {
      const { dynamoDb, table } = subject();
      const values = {
        id: randomUUID(),
        text: 'Grüße 🎉 \u0000 "quoted"',
        empty: '',
        integer: -42,
        decimal: 0.1,
        digits: new ExactNumber('12345678901234567890123456789012345678'),
        yes: true,
        nothing: null,
        bytes: Buffer.from([0, 1, 254, 255]),
        list: [1, 'two', [false], {}],
        map: { B: 'not binary', BS: ['neither'], nested: { bytes: Buffer.from('b') } },
        strings: new Set(['a', 'b']),
        numbers: new Set([1, 2]),
        binaries: new Set([Buffer.from('x')]),
      };
      await put(marshalItem(values));
      const { Item } = await dynamoDb.getItem({ TableName: table, Key: { id: { S: values.id } }, ConsistentRead: true });
      expect(unmarshalItem(Item ?? {})).toEqual(values);
    });

    it('of nearly 400 kB passes, and a larger one is refused', async () => {
      const id = randomUUID();
      const item = (size: number) => ({ id: { S: id }, text: { S: 'x'.repeat(size) } });
      await put(item(400 * 1024 - 100));
      expect(await refusal(put(item(400 * 1024)))).toMatchObject({
        name: 'ValidationException',
        status: 400,
        retryable: false,
        attempts: 1,
      });
    });

    it('that is not there is no error', async () => {
      const { dynamoDb, table } = subject();
      expect((await dynamoDb.getItem({ TableName: table, Key: { id: { S: 'none' } } })).Item).toBeUndefined();
    });

    it('in a table that is not there is one', async () => {
      const { dynamoDb } = subject();
      const error = await refusal(dynamoDb.getItem({ TableName: 'no-such-table', Key: { id: { S: 'a' } } }));
      expect(error).toBeInstanceOf(DynamoDbError);
      expect(error).toMatchObject({ name: 'ResourceNotFoundException', status: 400, retryable: false });
    });
  });

  describe('a conditional write', () => {
    it('is refused with the item that stands in its way, binary included', async () => {
      const { dynamoDb, table } = subject();
      const item = await put({ id: { S: randomUUID() }, bytes: { B: 'AAE=' }, version: { N: '1' } });
      const error = await refusal(
        dynamoDb.putItem({
          TableName: table,
          Item: item,
          ConditionExpression: 'attribute_not_exists(id)',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      expect(error).toMatchObject({ name: 'ConditionalCheckFailedException', status: 400, retryable: false, attempts: 1, item });
    });

    it('updates where its condition holds, and returns what it made', async () => {
      const { dynamoDb, table } = subject();
      const item = await put({ id: { S: randomUUID() }, version: { N: '1' } });
      const update = (expected: string) =>
        dynamoDb.updateItem({
          TableName: table,
          Key: { id: item.id as never },
          UpdateExpression: 'SET #version = :next',
          ConditionExpression: '#version = :expected',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':next': { N: '2' }, ':expected': { N: expected } },
          ReturnValues: 'ALL_NEW',
        });
      expect((await update('1')).Attributes).toEqual({ ...item, version: { N: '2' } });
      expect(await refusal(update('1'))).toMatchObject({ name: 'ConditionalCheckFailedException', item: undefined });
    });

    it('deletes once', async () => {
      const { dynamoDb, table } = subject();
      const item = await put({ id: { S: randomUUID() } });
      const remove = () =>
        dynamoDb.deleteItem({ TableName: table, Key: item, ConditionExpression: 'attribute_exists(id)', ReturnValues: 'ALL_OLD' });
      expect((await remove()).Attributes).toEqual(item);
      expect((await refusal(remove())).name).toBe('ConditionalCheckFailedException');
    });
  });

  describe('a query', () => {
    it('goes through an index in pages, either way', async () => {
      const { dynamoDb, table } = subject();
      const owner = randomUUID();
      await store(owner);
      const read = async (ScanIndexForward: boolean) => {
        const ids: (string | undefined)[] = [];
        let ExclusiveStartKey: AttributeMap | undefined;
        do {
          const page = await dynamoDb.query({
            TableName: table,
            IndexName: 'newest',
            KeyConditionExpression: '#owner = :owner AND createdAt > :after',
            ExpressionAttributeNames: { '#owner': 'owner' },
            ExpressionAttributeValues: { ':owner': { S: owner }, ':after': { S: '2025-01-01' } },
            Limit: 3,
            ScanIndexForward,
            ExclusiveStartKey,
          });
          expect(page.Count).toBe(page.Items?.length);
          for (const item of page.Items ?? []) ids.push((item.id as { S: string }).S.at(-1));
          ExclusiveStartKey = page.LastEvaluatedKey;
        } while (ExclusiveStartKey !== undefined);
        return ids.join('');
      };
      expect([await read(true), await read(false)]).toEqual(['1234', '4321']);
    });

    (multiAttributeKeys ? it : it.skip)('goes through keys of several attributes', async () => {
      const { dynamoDb, table } = subject();
      const owner = randomUUID();
      await store(owner);
      const { Items } = await dynamoDb.query({
        TableName: table,
        IndexName: 'ranked',
        KeyConditionExpression: '#owner = :owner AND kind = :kind AND #rank < :rank',
        ExpressionAttributeNames: { '#owner': 'owner', '#rank': 'rank' },
        ExpressionAttributeValues: { ':owner': { S: owner }, ':kind': { S: 'a' }, ':rank': { N: '9.5' } },
      });
      expect(Items?.map((item) => item.rank)).toEqual([{ N: '7' }, { N: '8' }, { N: '9' }]);
    });

    it('of an index that is not there is refused', async () => {
      const { dynamoDb, table } = subject();
      const query = {
        TableName: table,
        IndexName: 'none',
        KeyConditionExpression: 'a = :a',
        ExpressionAttributeValues: { ':a': { S: '' } },
      };
      expect(await refusal(dynamoDb.query(query))).toMatchObject({ name: 'ValidationException', retryable: false });
    });

    it('and a scan count what they pass over', async () => {
      const { dynamoDb, table } = subject();
      const owner = randomUUID();
      await store(owner);
      const scan = await dynamoDb.scan({
        TableName: table,
        FilterExpression: '#owner = :owner',
        ExpressionAttributeNames: { '#owner': 'owner' },
        ExpressionAttributeValues: { ':owner': { S: owner } },
        Select: 'COUNT',
      });
      expect(scan.Count).toBe(5);
      expect(scan.ScannedCount).toBeGreaterThanOrEqual(5);
      expect(scan.Items).toBeUndefined();
    });
  });

  describe('a batch', () => {
    it('writes and reads', async () => {
      const { dynamoDb, table } = subject();
      const items = [1, 2].map((n) => ({ id: { S: `${randomUUID()}-${n}` } }));
      const { UnprocessedItems } = await dynamoDb.batchWriteItem({
        RequestItems: { [table]: items.map((Item) => ({ PutRequest: { Item } })) },
      });
      expect(UnprocessedItems).toEqual({});
      const { Responses, UnprocessedKeys } = await dynamoDb.batchGetItem({
        RequestItems: { [table]: { Keys: items, ConsistentRead: true } },
      });
      expect(Responses[table]).toEqual(expect.arrayContaining(items));
      expect(UnprocessedKeys).toEqual({});
    });

    it('of more than 25 writes is refused', async () => {
      const { dynamoDb, table } = subject();
      const writes = Array.from({ length: 26 }, (_, n) => ({ PutRequest: { Item: { id: { S: `many-${n}` } } } }));
      expect(await refusal(dynamoDb.batchWriteItem({ RequestItems: { [table]: writes } }))).toMatchObject({ name: 'ValidationException' });
    });
  });
}
