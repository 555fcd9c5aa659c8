export interface AwsErrorDetails {
  /** The service's own name for it, as in `ThrottlingException`; without an answer `TimeoutError` or `NetworkingError`. */
  readonly name: string;
  readonly message: string;
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  /** Whether repeating the same call later is safe and may succeed. */
  readonly retryable: boolean;
  /** @default 1 */
  readonly attempts?: number;
  /** The error's own fields, as the service answered them. @default none */
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** What a call to AWS ended in, when not in an answer. */
export class AwsError extends Error {
  readonly status: number;
  retryable: boolean;
  /** How often the request was sent. Above 1 a write may meet the result of its own earlier attempt. */
  attempts: number;
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(details: AwsErrorDetails) {
    super(details.message, { cause: details.cause });
    this.name = details.name;
    this.status = details.status;
    this.retryable = details.retryable;
    this.attempts = details.attempts ?? 1;
    this.fields = details.fields ?? {};
  }
}

/** One attempt's failure: the error that the caller gets if it stays the last, and what the decision to retry needs beside it. */
export class Failure extends Error {
  /** `none`: surely not carried out. `unknown`: it may have been. */
  readonly effect: 'none' | 'unknown';
  /** A kept connection turned out to be closed, as after a freeze of the function. */
  readonly stale: boolean;
  /** The service's clock in milliseconds since the epoch; NaN where no answer told. */
  readonly date: number;

  constructor(
    readonly error: AwsError,
    about: { effect: 'none' | 'unknown'; stale?: boolean; date?: number },
  ) {
    super(error.message);
    this.effect = about.effect;
    this.stale = about.stale ?? false;
    this.date = about.date ?? Number.NaN;
  }

  /** No answer came, or half of one. */
  static unanswered(
    name: 'TimeoutError' | 'NetworkingError',
    message: string,
    about: { effect: 'none' | 'unknown'; stale?: boolean; cause?: unknown },
  ): Failure {
    return new Failure(new AwsError({ name, message, status: 0, retryable: true, cause: about.cause }), about);
  }
}

const THROTTLED = new Set([
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
]);

/**
 * Refused for load or contention: nothing was done, and later it may be.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
 */
export const isThrottle = (name: string, status: number) => status === 429 || THROTTLED.has(name);

/** Whether the same request may succeed later: throttling, contention on an item, a failure of the service or of the way to it. */
export const isRetryable = (name: string, status: number) =>
  isThrottle(name, status) ||
  status >= 500 ||
  name === 'TimeoutError' ||
  name === 'NetworkingError' ||
  name === 'RequestTimeout' ||
  name === 'TransactionConflictException' ||
  name === 'TransactionInProgressException';
