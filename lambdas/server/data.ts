import type { CreateOptions, DataEngine, Item } from '../data/engine/index.js';
import type { WriteOptions } from './backend.js';
import { named } from './named.js';
import { pagesOf, parametersOf } from './pages.js';
import type { Run } from './server.js';

/** Data as the client calls it, by way of the engine. */
export function dataCalls(run: Run<DataEngine>) {
  return named((model) => {
    const list = (index?: string) => (query: object) =>
      pagesOf<Item>((cursor) =>
        run((engine, access) => engine.list(access, model, parametersOf({ index, ...query, ...(cursor !== undefined && { cursor }) }))),
      );
    const calls: Record<string, unknown> = {
      create: (values: unknown, options?: Pick<CreateOptions, 'owner'>) =>
        run(async (engine, access) => (await engine.create(access, model, values, options)).item),
      get: (id: string) => run((engine, access) => engine.get(access, model, id)),
      update: (id: string, patch: unknown, options?: WriteOptions) =>
        run(async (engine, access) => (await engine.update(access, model, id, patch, options)).item),
      delete: (id: string, options?: WriteOptions) => run((engine, access) => engine.delete(access, model, id, options)),
      list: list(),
    };
    return named((name) => (Object.hasOwn(calls, name) ? calls[name] : list(name)));
  });
}
