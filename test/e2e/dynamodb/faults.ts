import { randomUUID } from 'node:crypto';
import { createDynamoDb, type DynamoDb } from '../../../lambdas/shared/dynamodb/index.js';
import type { Subject } from './contract.test.js';

/** What happens to a call when the way to DynamoDB, or DynamoDB, fails. */
export function describeFaults(subject: () => Subject): void {
  const create = (options: { now?: () => number; limits?: { attempt?: number; total?: number } }): DynamoDb => {
    const { client, proxy } = subject();
    const environment = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_ENDPOINT_URL: proxy.url };
    return createDynamoDb({ client, environment, ...options });
  };
  const stored = async () => {
    const { dynamoDb, table } = subject();
    const Item = { id: { S: randomUUID() }, n: { N: '0' } };
    await dynamoDb.putItem({ TableName: table, Item });
    return Item;
  };
  const counted = async (id: { S: string }) => {
    const { dynamoDb, table } = subject();
    return (await dynamoDb.getItem({ TableName: table, Key: { id }, ConsistentRead: true })).Item?.n;
  };
  const addOne = { UpdateExpression: 'ADD n :one', ExpressionAttributeValues: { ':one': { N: '1' } } };

  describe('a read', () => {
    it.each(['reset-before', 'reset-after', 'error-before', 'throttle', 'truncate'] as const)('survives %s', async (fault) => {
      const { dynamoDb, table, proxy } = subject();
      const Item = await stored();
      proxy.inject(fault);
      expect(await dynamoDb.getItem({ TableName: table, Key: { id: Item.id } })).toEqual({ Item });
      expect(proxy.seen.map((seen) => seen.fault)).toEqual([fault, undefined]);
    });

    it('survives a silence, within its deadline', async () => {
      const { table, proxy } = subject();
      const Item = await stored();
      proxy.inject('stall');
      expect(await create({ limits: { attempt: 300 } }).getItem({ TableName: table, Key: { id: Item.id } })).toEqual({ Item });
      proxy.inject('stall', 'stall', 'stall', 'stall');
      const late = create({ limits: { attempt: 300 } }).getItem({ TableName: table, Key: { id: Item.id } }, { deadline: Date.now() + 500 });
      await expect(late).rejects.toMatchObject({ name: 'TimeoutError', status: 0, retryable: true });
    });

    it('is abandoned when its caller says so', async () => {
      const { dynamoDb, table, proxy } = subject();
      const reason = new Error('enough');
      const controller = new AbortController();
      proxy.inject('stall');
      setTimeout(() => controller.abort(reason), 50);
      await expect(dynamoDb.getItem({ TableName: table, Key: { id: { S: 'a' } } }, { signal: controller.signal })).rejects.toBe(reason);
    });

    it('is repeated when its CRC-32 is wrong; the SDK does not look', async () => {
      const { client, dynamoDb, table, proxy } = subject();
      const Item = await stored();
      proxy.inject('wrong-crc');
      expect(await dynamoDb.getItem({ TableName: table, Key: { id: Item.id } })).toEqual({ Item });
      expect(proxy.seen).toHaveLength(client === 'sdk' ? 1 : 2);
    });

    it('survives a clock that is an hour slow, or fast', async () => {
      const { table, proxy } = subject();
      const Item = await stored();
      for (const hours of [-1, 1]) {
        proxy.inject();
        proxy.checkClock = true;
        const dynamoDb = create({ now: () => Date.now() + hours * 3_600_000 });
        expect(await dynamoDb.getItem({ TableName: table, Key: { id: Item.id } })).toEqual({ Item });
        expect(proxy.seen).toHaveLength(2);
        proxy.checkClock = false;
      }
    });

    it('fails in the end, with the last error and how often it was tried', async () => {
      const { dynamoDb, table, proxy } = subject();
      proxy.inject('error-before', 'error-before', 'throttle', 'throttle');
      const read = dynamoDb.getItem({ TableName: table, Key: { id: { S: 'a' } } });
      await expect(read).rejects.toMatchObject({
        name: 'ProvisionedThroughputExceededException',
        status: 400,
        retryable: true,
        attempts: 4,
      });
    });
  });

  describe('a write that was carried out and not answered', () => {
    it.each(['reset-after', 'error-after'] as const)('meets its own result after %s, and shows it', async (fault) => {
      const { dynamoDb, table, proxy } = subject();
      const Item = { id: { S: randomUUID() }, _writes: { L: [{ S: 'hash of caller, key and body' }] } };
      proxy.inject(fault);
      const create = dynamoDb.putItem({
        TableName: table,
        Item,
        ConditionExpression: 'attribute_not_exists(id)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      await expect(create).rejects.toMatchObject({ name: 'ConditionalCheckFailedException', attempts: 2, item: Item });
    });

    it.each(['reset-after', 'error-after'] as const)('is carried out once after %s in a transaction: its token stays', async (fault) => {
      const { dynamoDb, table, proxy } = subject();
      const { id } = await stored();
      proxy.inject(fault);
      await dynamoDb.transactWriteItems({ TransactItems: [{ Update: { TableName: table, Key: { id }, ...addOne } }] });
      const tokens = proxy.seen.map((seen) => JSON.parse(seen.body).ClientRequestToken);
      expect(tokens).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), tokens[0]]);
      expect(await counted(id)).toEqual({ N: '1' });
    });

    it.each(['reset-after', 'error-after', 'truncate'] as const)('is not repeated after %s where that would count twice', async (fault) => {
      const { dynamoDb, table, proxy } = subject();
      const { id } = await stored();
      proxy.inject(fault);
      const update = dynamoDb.updateItem({ TableName: table, Key: { id }, ...addOne });
      await expect(update).rejects.toMatchObject({ retryable: false, attempts: 1 });
      expect(await counted(id)).toEqual({ N: '1' });
    });

    it('is repeated where its caller knows that it cannot count twice', async () => {
      const { dynamoDb, table, proxy } = subject();
      const { id } = await stored();
      proxy.inject('reset-after');
      const guarded = { ConditionExpression: 'n = :zero', ExpressionAttributeValues: { ':one': { N: '1' }, ':zero': { N: '0' } } };
      const update = dynamoDb.updateItem({ TableName: table, Key: { id }, ...addOne, ...guarded }, { repeatable: true });
      await expect(update).rejects.toMatchObject({ name: 'ConditionalCheckFailedException', attempts: 2 });
      expect(await counted(id)).toEqual({ N: '1' });
    });
  });

  it('a write that was throttled is repeated, since it was surely not carried out', async () => {
    const { dynamoDb, table, proxy } = subject();
    const { id } = await stored();
    proxy.inject('throttle');
    await dynamoDb.updateItem({ TableName: table, Key: { id }, ...addOne });
    expect(await counted(id)).toEqual({ N: '1' });
  });
}
