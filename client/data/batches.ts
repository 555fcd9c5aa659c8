import type { ClientOptions } from '../core/config.js';
import { BackendError } from '../core/error.js';
import { ATTEMPTS, isPassing, jitter, pause } from '../core/exchange.js';
import { inParts } from '../core/parallel.js';
import { errorOf } from '../core/request.js';
import type { Outcome } from './types/index.js';

/** What the API takes at once. */
export const MAX_IDS = 100;
export const MAX_WRITES = 25;

/** Sends one part of a batch. */
type Post = (body: object) => Promise<any>;

interface BatchOptions extends ClientOptions {
  signal?: AbortSignal;
}

/** Items by their ids, in the order of these; those that are not there, or not for the caller, are left out. */
export async function batchGet(post: Post, ids: readonly string[], include: unknown, options: BatchOptions): Promise<any[]> {
  const found = new Map<string, unknown>();
  await inParts([...new Set(ids)], MAX_IDS, async (part) => {
    const left = await insist(part, options, async (ids) => {
      const { items, unprocessed = [] } = await post({ ids, include });
      for (const item of items) {
        found.set(item.id, item);
      }
      return unprocessed;
    });
    if (left.length > 0) {
      throw new BackendError('unavailable', 'The backend is busy', 503);
    }
  });
  return ids.flatMap((id) => found.get(id) ?? []);
}

/**
 * Writes, each on its own: what has become of each, in their order.
 * @param key makes the idempotency key of a write, which is the same for every attempt
 */
export async function batchWrite(post: Post, writes: readonly object[], key: () => string, options: BatchOptions): Promise<Outcome<any>[]> {
  const outcomes: Outcome<any>[] = [];
  const keys: string[] = [];
  await inParts([...writes.keys()], MAX_WRITES, (part) =>
    insist(part, options, async (places) => {
      const sent = places.map((place) => ({ ...writes[place], key: (keys[place] ||= key()) }));
      const { results } = await post({ writes: sent }).catch((error) => {
        if (options.signal?.aborted) {
          throw error;
        }
        // What is not known of any of them is said of each.
        return { results: places.map(() => ({ error })) };
      });
      return places.filter((place, i) => {
        const { status, item, problem, error = problem && errorOf(status, problem) } = results[i];
        outcomes[place] = error ? { ok: false, error } : { ok: true, item };
        if (error?.code === 'stale-key') {
          // The answer has told the time: another key is right.
          keys[place] = '';
          return true;
        }
        return problem && isPassing({ status, body: problem }, true);
      });
    }),
  );
  return outcomes;
}

/** Tries again with what is left each time, after waits that grow while nothing gets done; gives what is left when that was too often. */
async function insist<T>(all: T[], options: BatchOptions, attempt: (left: T[]) => Promise<T[]>, vain = 0): Promise<T[]> {
  const left = await attempt(all);
  const tries = left.length < all.length ? 0 : vain + 1;
  if (left.length === 0 || tries >= (options.attempts ?? ATTEMPTS)) {
    return left;
  }
  await pause(jitter(tries), options.signal);
  return insist(left, options, attempt, tries);
}
