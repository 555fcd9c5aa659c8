import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws/errors.js';
import { createJsonClient } from '../aws/json-client.js';
import type { TransportOptions } from '../aws/transport.js';
import { DynamoDbError } from './errors.js';
import { isRepeatable } from './repeatable.js';
import type { DynamoDb, DynamoDbCallOptions } from './types.js';

export const DYNAMODB = { name: 'dynamodb', id: 'DYNAMODB', target: 'DynamoDB_20120810', version: '1.0' } as const;

/** DynamoDB by plain signed requests over kept connections. */
export function createSignedDynamoDb(options: TransportOptions): DynamoDb {
  const client = createJsonClient(DYNAMODB, options);

  async function call<Output>(operation: string, input: object, callOptions: DynamoDbCallOptions = {}, repeatable = true): Promise<Output> {
    try {
      return await client<Output>(operation, input, callOptions.repeatable ?? repeatable, callOptions);
    } catch (error) {
      throw error instanceof AwsError ? new DynamoDbError({ ...error, name: error.name, message: error.message, cause: error }) : error;
    }
  }

  return {
    getItem: (input, callOptions) => call('GetItem', input, callOptions),
    putItem: (input, callOptions) => call('PutItem', input, callOptions),
    updateItem: (input, callOptions) => call('UpdateItem', input, callOptions, isRepeatable(input)),
    deleteItem: (input, callOptions) => call('DeleteItem', input, callOptions),
    query: (input, callOptions) => call('Query', input, callOptions),
    scan: (input, callOptions) => call('Scan', input, callOptions),
    transactWriteItems: (input, callOptions) =>
      call('TransactWriteItems', { ...input, ClientRequestToken: input.ClientRequestToken ?? randomUUID() }, callOptions),
    batchGetItem: (input, callOptions) => call('BatchGetItem', input, callOptions),
    batchWriteItem: (input, callOptions) => call('BatchWriteItem', input, callOptions),
  };
}
