import type { DynamoDB, DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { configuredEndpointOf } from '../aws/endpoint.js';
import { credentialsOf, regionOf } from '../aws/environment.js';
import { isRetryable } from '../aws/errors.js';
import { LIMITS, type TransportOptions } from '../aws/transport.js';
import { DynamoDbError } from './errors.js';
import { isRepeatable } from './repeatable.js';
import { fromSdk, toSdk } from './sdk-values.js';
import { DYNAMODB } from './signed.js';
import type { DynamoDb, DynamoDbCallOptions } from './types.js';

/**
 * DynamoDB by `@aws-sdk/client-dynamodb`: the reference, and the way to FIPS, dual-stack and isolated partitions. It is loaded at the
 * first call from the Lambda runtime, not from the bundle. Retries, clock and endpoint are the SDK's own; it checks no CRC-32.
 */
export function createSdkDynamoDb(options: TransportOptions): DynamoDb {
  const { environment, now = Date.now } = options;
  const limits = { ...LIMITS, ...options.limits };
  const configuration: DynamoDBClientConfig = {
    region: regionOf(environment),
    endpoint: configuredEndpointOf(DYNAMODB, environment),
    credentials: async () => ({ ...credentialsOf(environment), expiration: new Date() }),
    maxAttempts: limits.attempts,
    systemClockOffset: now() - Date.now(),
    requestHandler: { connectionTimeout: limits.connect, requestTimeout: limits.attempt, throwOnRequestTimeout: true },
  };
  let loading: Promise<{ patient: DynamoDB; once: DynamoDB }> | undefined;
  const load = () => {
    loading ??= import('@aws-sdk/client-dynamodb').then((sdk) => ({
      patient: new sdk.DynamoDB(configuration),
      once: sendingOnce(new sdk.DynamoDB(configuration)),
    }));
    return loading;
  };

  async function call<Output>(
    operation: keyof DynamoDb,
    input: object,
    callOptions: DynamoDbCallOptions = {},
    assumed = true,
  ): Promise<Output> {
    const { signal, deadline = Number.POSITIVE_INFINITY, repeatable = assumed } = callOptions;
    const { patient, once } = await load();
    const client = (repeatable ? patient : once) as unknown as Record<string, (input: unknown, options: object) => Promise<object>>;
    const end = Math.min(deadline, options.deadline?.at ?? Number.POSITIVE_INFINITY);
    const timeout = AbortSignal.timeout(Math.max(0, Math.min(limits.total, end - now())));
    try {
      const abortSignal = signal ? AbortSignal.any([signal, timeout]) : timeout;
      const output = await client[operation]?.(toSdk(input), { abortSignal });
      return fromSdk({ ...output, $metadata: undefined }) as Output;
    } catch (error) {
      signal?.throwIfAborted();
      throw errorOf(error as SdkError, timeout.aborted, repeatable);
    }
  }

  return {
    getItem: (input, callOptions) => call('getItem', input, callOptions),
    putItem: (input, callOptions) => call('putItem', input, callOptions),
    updateItem: (input, callOptions) => call('updateItem', input, callOptions, isRepeatable(input)),
    deleteItem: (input, callOptions) => call('deleteItem', input, callOptions),
    query: (input, callOptions) => call('query', input, callOptions),
    scan: (input, callOptions) => call('scan', input, callOptions),
    transactWriteItems: (input, callOptions) => call('transactWriteItems', input, callOptions),
    batchGetItem: (input, callOptions) => call('batchGetItem', input, callOptions),
    batchWriteItem: (input, callOptions) => call('batchWriteItem', input, callOptions),
  };
}

interface SdkError extends Error {
  $metadata?: { httpStatusCode?: number; attempts?: number };
  Item?: unknown;
  CancellationReasons?: unknown;
}

/** A failure that leaves unknown whether the request was carried out, in a form in which the SDK sees no reason to send it again. */
class Unknown extends Error {
  constructor(readonly failure: SdkError) {
    super(failure.message);
  }
}

type Middleware = Parameters<DynamoDB['middlewareStack']['addRelativeTo']>[0];

const guard = (next: (request: unknown) => Promise<unknown>) => (request: unknown) =>
  next(request).catch((error: SdkError) => {
    const status = error.$metadata?.httpStatusCode ?? 0;
    throw status >= 400 && status < 500 ? error : new Unknown(error);
  });

function sendingOnce(client: DynamoDB): DynamoDB {
  client.middlewareStack.addRelativeTo(guard as Middleware, { relation: 'after', toMiddleware: 'retryMiddleware' });
  return client;
}

function errorOf(thrown: SdkError, outOfTime: boolean, repeatable: boolean): DynamoDbError {
  const error = thrown instanceof Unknown ? thrown.failure : thrown;
  const answered = error.$metadata?.httpStatusCode ?? 0;
  // Half of a good answer is none.
  const status = answered >= 400 ? answered : 0;
  const name = status > 0 ? error.name : outOfTime || error.name === 'TimeoutError' ? 'TimeoutError' : 'NetworkingError';
  return new DynamoDbError({
    name,
    message: error.message,
    status,
    retryable: isRetryable(name, status) && (repeatable || !(thrown instanceof Unknown)),
    attempts: error.$metadata?.attempts,
    fields: fromSdk({ Item: error.Item, CancellationReasons: error.CancellationReasons }) as Record<string, unknown>,
    cause: error,
  });
}
