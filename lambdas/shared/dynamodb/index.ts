import type { TransportOptions } from '../aws/transport.js';
import { createSdkDynamoDb } from './sdk.js';
import { createSignedDynamoDb } from './signed.js';
import type { DynamoDb } from './types.js';

export { type CancellationReason, DynamoDbError } from './errors.js';
export { ExactNumber, marshal, marshalItem, unmarshal, unmarshalItem, type Value } from './marshal.js';
export type * from './types.js';

export interface DynamoDbOptions extends TransportOptions {
  /**
   * `sdk` for the AWS SDK's client from the Lambda runtime. Entry files pass on what `PLINTH_DYNAMODB_CLIENT` says.
   * @default signed requests of our own: a fifth of the CPU time a call, and nothing to load
   */
  readonly client?: string;
}

/** @throws Error when `client` names none, or the endpoint is one that only the SDK works out. */
export function createDynamoDb(options: DynamoDbOptions): DynamoDb {
  const { client = 'signed' } = options;
  if (client === 'signed') return createSignedDynamoDb(options);
  if (client === 'sdk') return createSdkDynamoDb(options);
  throw new Error(`PLINTH_DYNAMODB_CLIENT is "${client}": set it to "sdk" or to "signed", or leave it out.`);
}
