import type { CallOptions, ClientOptions } from '../core/config.js';
import type { Send } from '../core/request.js';
import { createModel, type ModelNames } from './model.js';
import { actionsOf } from './actions.js';

export type * from './types/index.js';

/** The calls of all models, by name, and of transactions. */
export function createData(send: Send, models: Readonly<Record<string, ModelNames>>, options: ClientOptions = {}): any {
  const each = <T>(make: (name: string, model: ModelNames) => T) =>
    Object.fromEntries(Object.entries(models).map(([name, model]) => [name, make(name, model)]));
  const to = each(actionsOf);
  return {
    ...each((name, model) => createModel(send, name, model, options)),
    async transact(choose: (to: unknown) => readonly unknown[], { signal }: CallOptions = {}) {
      const actions = choose(to);
      const guest = Object.values(models).some((model) => WRITES.some((operation) => model.guest.includes(operation)));
      return (await send({ method: 'POST', path: ['transactions'], body: { actions }, signal, guest })).items;
    },
  };
}

const WRITES = ['create', 'update', 'delete'];
