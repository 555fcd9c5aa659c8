import type { Access } from '../../shared/access.js';
import type { Context } from '../../shared/entry.js';
import type { Item } from '../../shared/model/item.js';
import { modelsOf } from '../../shared/model/model.js';
import type { Page } from '../../shared/page.js';
import { type CreateOptions, create } from './create.js';
import { type DeleteOptions, remove } from './delete.js';
import { get } from './get.js';
import { list } from './list.js';
import { update } from './update.js';
import type { WriteOptions } from './write.js';

export type { CreateOptions, DeleteOptions, Item, WriteOptions };

/** What the engine works with. */
export type DataContext = Pick<Context, 'dynamodb' | 'cursors' | 'now'>;

export interface Written {
  readonly item: Item;
  /** The write had happened before: this is the item as it is now. */
  readonly replayed: boolean;
}

/**
 * All that can be done with items, for anyone's access; it knows no HTTP, so that a user's function does the very same in its own
 * process. Every call rejects with a Problem for what the caller did wrong.
 */
export interface DataEngine {
  create(access: Access, model: string, input: unknown, options?: CreateOptions): Promise<Written>;
  get(access: Access, model: string, id: string): Promise<Item>;
  /** @param parameters as text, as a query string has them: `index`, `order`, `limit`, `cursor`, and conditions by field */
  list(access: Access, model: string, parameters: ReadonlyMap<string, string>): Promise<Page<Item>>;
  update(access: Access, model: string, id: string, patch: unknown, options?: WriteOptions): Promise<Written>;
  delete(access: Access, model: string, id: string, options?: DeleteOptions): Promise<void>;
}

export function createDataEngine(context: Context): DataEngine {
  const models = modelsOf(context.manifest, context.binding);
  return {
    create: async (access, model, input, options = {}) => create(context, access, models(model), input, options),
    get: async (access, model, id) => get(context, access, models(model), id),
    list: async (access, model, parameters) => list(context, access, models(model), parameters),
    update: async (access, model, id, patch, options = {}) => update(context, access, models(model), id, patch, options),
    delete: async (access, model, id, options = {}) => remove(context, access, models(model), id, options),
  };
}
