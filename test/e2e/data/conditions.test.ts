import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { condition, Placeholders } from '../../../lambdas/data/engine/expressions';
import { createDynamoDb, type DynamoDb } from '../../../lambdas/shared/dynamodb/index';
import { writeItem } from '../../../lambdas/shared/model/item';
import { compileModel } from '../../../lambdas/shared/model/model';
import { holds, type ModelSpec, tableName } from '../../../lib/manifest/index';
import { anyExpression, anyItem } from '../../support/any-expression';
import { BACKENDS } from './backends';
import { createModelTable } from './table';

const THINGS: ModelSpec = {
  fields: {
    text: { type: 'string' },
    number: { type: 'number' },
    flag: { type: 'boolean' },
    list: { type: 'list' },
    set: { type: 'stringSet' },
    object: { type: 'object', fields: { text: { type: 'string' }, number: { type: 'number' } } },
  },
  rules: [],
  indexes: {},
};

for (const { name, available, start } of BACKENDS) {
  (available ? describe : describe.skip)(`conditions on ${name}`, () => {
    let backend: Awaited<ReturnType<typeof start>>;
    let dynamodb: DynamoDb;
    const backendId = `conditions-${randomUUID().slice(0, 8)}`;
    const model = compileModel('things', THINGS, tableName(backendId, 'things'));

    beforeAll(async () => {
      backend = await start();
      await createModelTable(backend.url, backendId, 'things', THINGS);
      const environment = {
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_ENDPOINT_URL: backend.url,
      };
      dynamodb = createDynamoDb({ environment });
    }, 180_000);
    afterAll(() => backend.stop());

    it('hold of what is stored where the expression holds of the item', async () => {
      await fc.assert(
        fc.asyncProperty(anyExpression, anyItem, async (expression, values) => {
          const item = { id: randomUUID(), version: 1, ...values };
          await dynamodb.putItem({ TableName: model.table, Item: writeItem(model, item) });
          const placeholders = new Placeholders();
          const ConditionExpression = condition(expression, placeholders);
          const written = dynamodb.putItem({
            TableName: model.table,
            Item: writeItem(model, item),
            ConditionExpression,
            ...placeholders.attributes,
          });
          const held = await written.then(
            () => true,
            (error: Error) => (error.name === 'ConditionalCheckFailedException' ? false : Promise.reject(error)),
          );
          expect(held).toBe(holds(expression, item));
        }),
        { numRuns: 500 },
      );
    }, 120_000);
  });
}
