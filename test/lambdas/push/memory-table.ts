import { isDeepStrictEqual } from 'node:util';
import { type DynamoDb, DynamoDbError, type AttributeMap } from '../../../lambdas/shared/dynamodb';

type Write = { Key?: AttributeMap; Item?: AttributeMap; ConditionExpression?: string; ExpressionAttributeValues?: AttributeMap };

const keyOf = ({ owner, id }: AttributeMap) => JSON.stringify([owner, id]);

const failed = (name: string, fields: Record<string, unknown> = {}) =>
  new DynamoDbError({ name, message: name, status: 400, retryable: false, fields });

function unknown(expression: string): never {
  throw new Error(`This table does not know ${expression}.`);
}

/** One table in memory that knows the conditions and updates of the devices, and no others. */
export function memoryTable() {
  const items = new Map<string, AttributeMap>();
  /** Called before each write: to do what others do meanwhile. */
  const hooks: { beforeWrite?: () => void } = {};

  function holds({ Key, Item: next, ConditionExpression: condition, ExpressionAttributeValues: values = {} }: Write): boolean {
    const item = items.get(keyOf((Key ?? next) as AttributeMap));
    if (condition === undefined) return true;
    const [, missing, existing, attribute, value] =
      /^(?:attribute_not_exists\((\w+)\)|attribute_exists\((\w+)\)|(\w+) = (:\w+))$/.exec(condition) ?? unknown(condition);
    if (missing) return item?.[missing] === undefined;
    if (existing) return item?.[existing] !== undefined;
    return isDeepStrictEqual(item?.[attribute as string], values[value as string]);
  }
  const table = {
    async getItem({ Key }) {
      return { Item: items.get(keyOf(Key)) };
    },
    async query({ ExpressionAttributeValues = {}, ExclusiveStartKey }) {
      const all = [...items.values()].filter((item) => isDeepStrictEqual(item.owner, ExpressionAttributeValues[':owner']));
      const start = ExclusiveStartKey ? all.findIndex((item) => keyOf(item) === keyOf(ExclusiveStartKey)) + 1 : 0;
      const page = all.slice(start, start + 15);
      const last = page.at(-1);
      return { Items: page, Count: page.length, ScannedCount: page.length, ...(last && last !== all.at(-1) && { LastEvaluatedKey: last }) };
    },
    async transactWriteItems({ TransactItems }) {
      hooks.beforeWrite?.();
      const writes = TransactItems.map(({ Put, Delete }) => (Put ?? Delete) as Write);
      const reasons = writes.map((write) => ({ Code: holds(write) ? 'None' : 'ConditionalCheckFailed' }));
      if (reasons.some(({ Code }) => Code !== 'None')) throw failed('TransactionCanceledException', { CancellationReasons: reasons });
      for (const { Put, Delete } of TransactItems) {
        if (Put) items.set(keyOf(Put.Item), Put.Item);
        if (Delete) items.delete(keyOf(Delete.Key));
      }
      return {};
    },
    async updateItem(input) {
      hooks.beforeWrite?.();
      if (!holds(input)) throw failed('ConditionalCheckFailedException');
      const stored = items.get(keyOf(input.Key)) as AttributeMap & { topics: { M: AttributeMap } };
      const item = { ...stored, topics: { M: { ...stored.topics.M } } };
      const topic = input.ExpressionAttributeNames?.['#topic'] as string;
      if (input.UpdateExpression === 'SET topics.#topic = :subscription') {
        item.topics.M[topic] = input.ExpressionAttributeValues?.[':subscription'] as { S: string };
      } else if (input.UpdateExpression === 'REMOVE topics.#topic') delete item.topics.M[topic];
      else unknown(input.UpdateExpression);
      items.set(keyOf(item), item);
      return {};
    },
  } as DynamoDb;
  return { table, items, hooks };
}
