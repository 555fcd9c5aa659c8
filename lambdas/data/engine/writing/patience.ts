import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../../../shared/problem.js';
import type { DataContext } from '../index.js';

/** Milliseconds: the base of the first wait, which doubles each time, the longest base, and all waits together. */
const FIRST_MS = 20;
const LONGEST_MS = 1_000;
const ALL_MS = 25_000;

/**
 * Waits before a write is tried again that others were in the way of: those who write to one item, or to many items of one parent, each of
 * which looks at it. Of transactions that meet on an item DynamoDB lets one through, so many at once need many tries: full jitter over a
 * base that doubles sorts them out.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-conflict-handling
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export class Patience {
  #base = FIRST_MS;
  #waited = 0;

  constructor(private readonly context: Pick<DataContext, 'deadline' | 'now'>) {}

  /** @throws Problem `unavailable` where the call must be answered before */
  async wait(cause: unknown): Promise<void> {
    const ms = Math.random() * this.#base;
    this.#base = Math.min(LONGEST_MS, this.#base * 2);
    this.#waited += ms;
    if (this.#waited > ALL_MS || this.context.now() + ms > this.context.deadline.at)
      throw new Problem('unavailable', 'The item is being changed too often.', { retryAfter: 1, cause });
    await sleep(ms);
  }
}
