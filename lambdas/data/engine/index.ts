import type { Access } from '../../shared/access.js';
import type { Context } from '../../shared/entry.js';
import type { Item } from '../../shared/model/item.js';
import type { Page } from '../../shared/page.js';
import { type BatchGot, batchGet } from './batch-get.js';
import { batchWrite, type WriteResult } from './batch-write.js';
import { dataContextOf } from './context.js';
import { type Counted, count } from './count.js';
import { type CreateOptions, create } from './create.js';
import { remove } from './delete.js';
import { get } from './get.js';
import { list } from './list.js';
import { NO_QUESTION, type Question } from './reading/question.js';
import { replace, upsert } from './replace.js';
import { type Transacted, type TransactOptions, transact } from './transact.js';
import { update } from './update.js';
import { type Deleted, type Written, write, writeRemoval } from './write.js';
import type { WriteOptions } from './writing/intent.js';

export type { DataContext } from './context.js';
export type { BatchGot, Counted, CreateOptions, Deleted, Item, Question, Transacted, TransactOptions, WriteOptions, WriteResult, Written };

/**
 * All that can be done with items, for anyone's access; it knows no HTTP, so that a user's function does the very same in its own
 * process. Every call rejects with a Problem for what the caller did wrong.
 */
export interface DataEngine {
  create(access: Access, model: string, input: unknown, options?: CreateOptions): Promise<Written>;
  /** @param question `include` */
  get(access: Access, model: string, id: string, question?: Question): Promise<Item>;
  /** @param question `ids`, `include` */
  batchGet(access: Access, model: string, question: Question): Promise<BatchGot>;
  /** @param question `index`, `order`, `limit`, `cursor`, `filter`, `include`, and conditions by field */
  list(access: Access, model: string, question: Question): Promise<Page<Item>>;
  /** @param question `index`, `cursor`, `filter`, and conditions by field */
  count(access: Access, model: string, question: Question): Promise<Counted>;
  /** @param patch a JSON Merge Patch (RFC 7396), with operators beside it */
  update(access: Access, model: string, id: string, patch: unknown, options?: WriteOptions): Promise<Written>;
  /** Gives an item that is there other values altogether. */
  replace(access: Access, model: string, id: string, values: unknown, options?: WriteOptions): Promise<Written>;
  /** Replaces an item, or makes it where there is none. */
  upsert(access: Access, model: string, id: string, values: unknown, options?: WriteOptions): Promise<Written>;
  delete(access: Access, model: string, id: string, options?: WriteOptions): Promise<Deleted>;
  /** @param writes `{ writes: [{ create | update | replace | upsert | delete, id?, ifVersion?, if?, key? }, …] }` */
  batchWrite(access: Access, model: string, writes: unknown): Promise<readonly WriteResult[]>;
  /** @param actions `{ actions: [{ model, create | update | replace | upsert | delete | check, id?, ifVersion?, if? }, …] }` */
  transact(access: Access, actions: unknown, options?: TransactOptions): Promise<Transacted>;
}

export function createDataEngine(given: Context): DataEngine {
  const context = dataContextOf(given);
  const { models } = context;
  return {
    create: async (access, model, values, options = {}) => write(create(context, access, models(model), values, options)),
    get: async (access, model, id, question = NO_QUESTION) => get(context, access, models(model), id, question),
    batchGet: async (access, model, question) => batchGet(context, access, models(model), question),
    list: async (access, model, question) => list(context, access, models(model), question),
    count: async (access, model, question) => count(context, access, models(model), question),
    update: async (access, model, id, patch, options = {}) => write(update(context, access, models(model), id, patch, options)),
    replace: async (access, model, id, values, options = {}) => write(replace(context, access, models(model), id, values, options)),
    upsert: async (access, model, id, values, options = {}) => write(upsert(context, access, models(model), id, values, options)),
    delete: async (access, model, id, options = {}) => writeRemoval(remove(context, access, models(model), id, options)),
    batchWrite: async (access, model, writes) => batchWrite(context, access, models(model), writes),
    transact: async (access, actions, options = {}) => transact(context, access, actions, options),
  };
}
