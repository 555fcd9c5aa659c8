import { MAX_WRITES } from '../../lib/manifest/index.js';
import type { DataEngine, Item, WriteResult } from '../data/engine/index.js';
import type { Access } from '../shared/access.js';
import { problemOf } from '../shared/http/index.js';
import type { Problem } from '../shared/problem.js';
import { named } from './named.js';
import { beforeRetry, MOST_RETRIES } from './patience.js';

/** What became of one write of a batch. */
export type Outcome = { readonly ok: true; readonly item?: Item } | { readonly ok: false; readonly error: Problem };

/** Writes, however many, each on its own: what becomes of each, in their order. */
export async function writeAll(engine: DataEngine, access: Access, model: string, writes: readonly object[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let first = 0; first < writes.length; first += MAX_WRITES) {
    outcomes.push(...(await writePart(engine, access, model, writes.slice(first, first + MAX_WRITES))));
  }
  return outcomes;
}

async function writePart(engine: DataEngine, access: Access, model: string, writes: readonly object[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  let left = [...writes.keys()];
  for (let retry = 0; left.length > 0; retry++) {
    if (retry > 0) await beforeRetry(retry);
    const results = await engine.batchWrite(access, model, { writes: left.map((place) => writes[place]) });
    for (const [i, place] of left.entries()) outcomes[place] = outcomeOf(results[i] as WriteResult);
    left = retry < MOST_RETRIES ? left.filter((place) => isUndone(outcomes[place] as Outcome)) : [];
  }
  return outcomes;
}

/** Whether DynamoDB had no room for it. Of what failed otherwise nobody knows, and without a key it could be done twice. */
const isUndone = (outcome: Outcome) => !outcome.ok && outcome.error.code === 'too-many-requests';

function outcomeOf(result: WriteResult): Outcome {
  if (result.kind === 'failed') return { ok: false, error: problemOf(result.error) };
  return result.kind === 'done' ? { ok: true, item: result.written.item } : { ok: true };
}

/** The actions of a transaction by model, as the client makes them. */
export const actions = named((model) => {
  const whole = (kind: string) => (id: string, values: unknown, conditions?: object) => ({ model, [kind]: values, id, ...conditions });
  const bare = (kind: string) => (id: string, conditions?: object) => ({ model, [kind]: id, ...conditions });
  return {
    create: (values: unknown, options?: { readonly owner?: string }) => ({ model, create: values, ...options }),
    update: whole('update'),
    replace: whole('replace'),
    upsert: whole('upsert'),
    delete: bare('delete'),
    check: bare('check'),
  };
});
