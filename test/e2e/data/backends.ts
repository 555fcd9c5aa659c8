import { canRunDynamoDbLocal, startDynamoDbLocal } from '../../support/dynamodb-local';
import { endpoint } from '../deployment';

/** What the data handler is held to, one suite for all. Without Java or Maven DynamoDB Local's cases are counted as skipped. */
export const BACKENDS = [
  {
    name: 'MiniStack',
    available: true,
    multiAttributeKeys: true,
    start: async () => ({ url: endpoint(), stop: async () => {} }),
  },
  { name: 'DynamoDB Local', available: canRunDynamoDbLocal, multiAttributeKeys: false, start: startDynamoDbLocal },
];
