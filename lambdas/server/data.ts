import { MAX_IDS } from '../../lib/manifest/index.js';
import type { CreateOptions, DataEngine, Item, WriteOptions } from '../data/engine/index.js';
import { questionInJson as question } from '../data/engine/reading/question.js';
import type { Access } from '../shared/access.js';
import { Problem } from '../shared/problem.js';
import { named } from './named.js';
import { pagesOf } from './pages.js';
import { beforeRetry, MOST_RETRIES } from './patience.js';
import type { Run } from './server.js';
import { actions, writeAll } from './several-writes.js';

/** Data as the client calls it, by way of the engine. */
export function dataCalls(run: Run<DataEngine>) {
  const transact = (choose: (to: typeof actions) => readonly object[]) =>
    run(async (engine, access) => (await engine.transact(access, { actions: choose(actions) })).items);
  return named((model) => {
    if (model === 'transact') return transact;
    const list = (index?: string) => (query: object) =>
      pagesOf<Item>((cursor) =>
        run((engine, access) => engine.list(access, model, question({ index, ...query, ...(cursor !== undefined && { cursor }) }))),
      );
    const calls: Record<string, unknown> = {
      create: (values: unknown, options?: Pick<CreateOptions, 'owner'>) =>
        run(async (engine, access) => (await engine.create(access, model, values, options)).item),
      get: (id: string, options: Including = {}) => run((engine, access) => engine.get(access, model, id, question(options))),
      batchGet: (ids: readonly string[], options: Including = {}) => run((engine, access) => getAll(engine, access, model, ids, options)),
      update: (id: string, patch: unknown, options?: WriteOptions) =>
        run(async (engine, access) => (await engine.update(access, model, id, patch, options)).item),
      replace: (id: string, values: unknown, options?: WriteOptions) =>
        run(async (engine, access) => (await engine.replace(access, model, id, values, options)).item),
      upsert: (id: string, values: unknown, options?: WriteOptions) =>
        run(async (engine, access) => (await engine.upsert(access, model, id, values, options)).item),
      delete: (id: string, options?: WriteOptions) =>
        run(async (engine, access) => {
          await engine.delete(access, model, id, options);
        }),
      batchWrite: (writes: readonly object[]) => run((engine, access) => writeAll(engine, access, model, writes)),
      list: list(),
      count: (query: object) => run((engine, access) => engine.count(access, model, question(query))),
    };
    return named((name) => (Object.hasOwn(calls, name) ? calls[name] : list(name)));
  });
}

interface Including {
  readonly include?: object;
}

/** Items by their ids, however many, in the order of the ids; those that are not there, or not for the access, are left out. */
async function getAll(engine: DataEngine, access: Access, model: string, ids: readonly string[], { include }: Including): Promise<Item[]> {
  const found = new Map<string, Item>();
  let left = [...new Set(ids)];
  for (let retry = 0; left.length > 0; retry++) {
    if (retry > 0) await beforeRetry(retry);
    const { items, unprocessed = [] } = await engine.batchGet(access, model, question({ ids: left.slice(0, MAX_IDS), include }));
    for (const item of items) found.set(item.id, item);
    if (unprocessed.length < Math.min(left.length, MAX_IDS)) retry = -1;
    else if (retry === MOST_RETRIES) throw new Problem('too-many-requests', undefined, { retryAfter: 1 });
    left = [...unprocessed, ...left.slice(MAX_IDS)];
  }
  return ids.map((id) => found.get(id)).filter((item) => item !== undefined);
}
