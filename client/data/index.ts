import type { CallOptions, ClientOptions } from '../core/config.js';
import type { Send } from '../core/request.js';
import { createModel, type ModelNames, WRITES } from './model.js';
import { actionsOf } from './actions.js';

export type * from './types/index.js';

/** The calls of all models, by name, and of transactions. */
export function createData(send: Send, models: Readonly<Record<string, ModelNames>>, options: ClientOptions = {}): any {
  const to: Record<string, unknown> = {};
  const data: Record<string, unknown> = {
    async transact(choose: (actions: typeof to) => readonly unknown[], { signal }: CallOptions = {}) {
      const guest = Object.values(models).some(([, admitted]) => admitted.some((operation) => WRITES.includes(operation)));
      return (await send({ method: 'POST', path: ['transactions'], body: { actions: choose(to) }, signal, guest })).items;
    },
  };
  for (const name of Object.keys(models)) {
    to[name] = actionsOf(name);
    data[name] = createModel(send, name, models[name] as ModelNames, options);
  }
  return data;
}
