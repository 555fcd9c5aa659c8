import { randomUUID } from 'node:crypto';
import { createDynamoDb, type DynamoDb } from '../../../lambdas/shared/dynamodb/index.js';
import { canRunDynamoDbLocal, startDynamoDbLocal } from '../../support/dynamodb-local.js';
import { type FaultyProxy, startFaultyProxy } from '../../support/faulty-proxy.js';
import { endpoint } from '../deployment.js';
import { describeFaults } from './faults.js';
import { describeItems } from './items.js';
import { createTable } from './table.js';
import { describeTransactions } from './transactions.js';

/** One client in front of one DynamoDB, by way of a proxy that can break what passes. */
export interface Subject {
  readonly client: 'signed' | 'sdk';
  readonly table: string;
  readonly dynamoDb: DynamoDb;
  readonly proxy: FaultyProxy;
}

const BACKENDS = [
  {
    name: 'MiniStack',
    available: true,
    multiAttributeKeys: true,
    start: async () => ({ url: endpoint(), stop: async () => {} }),
  },
  { name: 'DynamoDB Local', available: canRunDynamoDbLocal, multiAttributeKeys: false, start: startDynamoDbLocal },
];

for (const { name, available, multiAttributeKeys, start } of BACKENDS) {
  // Without Java or Maven its cases are counted as skipped.
  (available ? describe : describe.skip)(name, () => {
    let backend: Awaited<ReturnType<typeof start>>;
    beforeAll(async () => {
      backend = await start();
    }, 180_000);
    afterAll(() => backend.stop());

    describe.each(['signed', 'sdk'] as const)('by the client "%s"', (client) => {
      let subject: Subject;
      beforeAll(async () => {
        const table = `contract-${client}-${randomUUID()}`;
        await createTable(backend.url, table, multiAttributeKeys);
        const proxy = await startFaultyProxy(backend.url);
        const environment = {
          AWS_REGION: 'us-east-1',
          AWS_ACCESS_KEY_ID: 'test',
          AWS_SECRET_ACCESS_KEY: 'test',
          AWS_ENDPOINT_URL: proxy.url,
        };
        subject = { client, table, proxy, dynamoDb: createDynamoDb({ client, environment }) };
      }, 60_000);
      afterAll(() => subject.proxy.close());
      beforeEach(() => subject.proxy.inject());

      describeItems(() => subject, multiAttributeKeys);
      describeTransactions(() => subject);
      describeFaults(() => subject);
    });
  });
}
