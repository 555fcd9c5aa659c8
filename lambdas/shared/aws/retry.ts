const CAPACITY = 500;

/**
 * How many retries a client may spend: each takes from it, each success gives a little back. While a service is down, calls fail at their
 * first attempt instead of multiplying the load. Figures of the AWS SDKs' standard mode.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export class RetryBudget {
  #left = CAPACITY;

  /** Takes the cost of one retry; false when there is not enough left. */
  take(cost: number): boolean {
    if (cost > this.#left) return false;
    this.#left -= cost;
    return true;
  }

  give(back: number): void {
    this.#left = Math.min(CAPACITY, this.#left + back);
  }
}

/** Longest wait before a retry, in milliseconds. */
const LONGEST = 5_000;

/**
 * Milliseconds to wait before a retry: full jitter over a base that doubles each time.
 * A throttled call waits longer than a failed one. A transaction still in progress is finished by the first retry that comes 5 s after it
 * began, so that one waits longest.
 * @param retry 1 for the first.
 * @param random 0 to 1.
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
export function backoff(failure: { name: string; throttled: boolean }, retry: number, random: number): number {
  const base = failure.name === 'TransactionInProgressException' ? 2_000 : failure.throttled ? 250 : 25;
  return random * Math.min(LONGEST, base * 2 ** (retry - 1));
}
