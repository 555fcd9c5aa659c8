import type { ClientOptions } from '../core/config.js';
import { BackendError } from '../core/error.js';
import { ATTEMPTS, jitter, pause } from '../core/exchange.js';
import { cut, inParallel } from '../core/parallel.js';
import { type Call, errorOf, type Send } from '../core/request.js';
import type { Outcome } from './types/index.js';

/** What the API takes at once. */
const GETS = 100;
const WRITES = 25;

/** What every call of a batch has: where it goes, who may make it, what ends it. */
type Batch = Pick<Call, 'path' | 'guest' | 'signal'>;

/** Items by their ids, in the order of these; those that are not there, or not for the caller, are left out. */
export async function batchGet(send: Send, batch: Batch, ids: readonly string[], include: unknown, options: ClientOptions): Promise<any[]> {
  const found = new Map<string, unknown>();
  await inParallel(cut([...new Set(ids)], GETS), async (part) => {
    let left = part;
    for (let attempts = 1; left.length > 0; attempts++) {
      const { items, unprocessed = [] } = await send({ ...batch, method: 'POST', body: { ids: left, include }, reads: true });
      for (const item of items) {
        found.set(item.id, item);
      }
      // Where some came the answer was only full.
      if (unprocessed.length === left.length) {
        if (attempts >= (options.attempts ?? ATTEMPTS)) {
          throw new BackendError('unavailable', 'The backend is too busy', 503);
        }
        await pause(jitter(attempts), batch.signal);
      }
      left = unprocessed;
    }
  });
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** Writes, each on its own: what has become of each, in their order. */
export async function batchWrite(send: Send, batch: Batch, writes: readonly object[], options: ClientOptions): Promise<Outcome<any>[]> {
  const outcomes: Outcome<any>[] = [];
  await inParallel(cut([...writes.keys()], WRITES), async (places) => {
    const keys = new Map<number, string>();
    let left = places;
    for (let attempts = 1; left.length > 0; attempts++) {
      const body = { writes: left.map((place) => ({ ...writes[place], key: keyOf(keys, place, send) })) };
      let results: any[];
      try {
        ({ results } = await send({ ...batch, method: 'POST', body }));
      } catch (error) {
        if (batch.signal?.aborted) {
          throw error;
        }
        // What is not known of any of them is said of each.
        results = left.map(() => error);
      }
      const again = left.filter((place, i) => {
        outcomes[place] = outcomeOf(results[i]);
        return attempts < (options.attempts ?? ATTEMPTS) && results[i]?.problem && mayPass(outcomes[place], place, keys);
      });
      if (again.length > 0) {
        await pause(jitter(attempts), batch.signal);
      }
      left = again;
    }
  });
  return outcomes;
}

/** The idempotency key of one write, the same for every attempt. */
function keyOf(keys: Map<number, string>, place: number, send: Send): string {
  const key = keys.get(place) ?? send.key();
  keys.set(place, key);
  return key;
}

function outcomeOf(result: any): Outcome<any> {
  if (result instanceof BackendError) {
    return { ok: false, error: result };
  }
  const { status, item, problem } = result;
  return problem ? { ok: false, error: errorOf(status, problem) } : { ok: true, item };
}

/** Whether a write that was refused may well be done a little later. A key that is not of now is replaced: by then the clock is right. */
function mayPass(outcome: Outcome<any>, place: number, keys: Map<number, string>): boolean {
  const { status, code } = (outcome as { error: BackendError }).error;
  if (code === 'stale-key') {
    keys.delete(place);
    return true;
  }
  return status === 429 || status >= 500;
}
