import { randomUUID } from 'node:crypto';
import type { DynamoDbError } from '../../../lambdas/shared/dynamodb/index.js';
import { refusal } from '../../support/refusal.js';
import type { Subject } from './contract.test.js';

export function describeTransactions(subject: () => Subject): void {
  describe('a transaction', () => {
    it('writes all', async () => {
      const { dynamoDb, table } = subject();
      const [a, b] = [{ id: { S: randomUUID() } }, { id: { S: randomUUID() } }];
      await dynamoDb.transactWriteItems({ TransactItems: [a, b].map((Item) => ({ Put: { TableName: table, Item } })) });
      for (const Key of [a, b]) {
        expect(await dynamoDb.getItem({ TableName: table, Key, ConsistentRead: true })).toEqual({ Item: Key });
      }
    });

    it('writes nothing when one condition fails, and says which, with its item', async () => {
      const { dynamoDb, table } = subject();
      const stored = { id: { S: randomUUID() }, version: { N: '1' } };
      const other = { id: { S: randomUUID() } };
      await dynamoDb.putItem({ TableName: table, Item: stored });
      const error = await refusal<DynamoDbError>(
        dynamoDb.transactWriteItems({
          TransactItems: [
            { Put: { TableName: table, Item: other } },
            {
              ConditionCheck: {
                TableName: table,
                Key: { id: stored.id },
                ConditionExpression: 'version = :two',
                ExpressionAttributeValues: { ':two': { N: '2' } },
                ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
              },
            },
          ],
        }),
      );
      expect(error).toMatchObject({ name: 'TransactionCanceledException', status: 400, retryable: false });
      expect(error.cancellationReasons?.map((reason) => reason.Code)).toEqual(['None', 'ConditionalCheckFailed']);
      expect(error.cancellationReasons?.[1]?.Item).toEqual(stored);
      expect((await dynamoDb.getItem({ TableName: table, Key: other })).Item).toBeUndefined();
    });

    it('with a token counts once, and its token serves no other', async () => {
      const { dynamoDb, table } = subject();
      const Key = { id: { S: randomUUID() } };
      const count = (by: string, ClientRequestToken: string) =>
        dynamoDb.transactWriteItems({
          ClientRequestToken,
          TransactItems: [
            { Update: { TableName: table, Key, UpdateExpression: 'ADD n :by', ExpressionAttributeValues: { ':by': { N: by } } } },
          ],
        });
      const token = randomUUID();
      await count('1', token);
      await count('1', token);
      expect((await dynamoDb.getItem({ TableName: table, Key, ConsistentRead: true })).Item?.n).toEqual({ N: '1' });
      await expect(count('2', token)).rejects.toMatchObject({ name: 'IdempotentParameterMismatchException', retryable: false });
    });
  });
}
