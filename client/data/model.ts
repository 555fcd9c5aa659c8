import type { CallOptions, ClientOptions } from '../core/config.js';
import { paginate } from '../core/pages.js';
import { refuse, type Send } from '../core/request.js';
import { batchGet, batchWrite } from './batches.js';
import { listCall, type Question } from './lists.js';

/** What the generated code knows of a model. */
export interface ModelNames {
  readonly indexes: readonly string[];
  /** The operations that a rule admits guests to. */
  readonly guest: readonly string[];
}

interface WriteOptions extends CallOptions {
  ifVersion?: number;
  if?: object;
}

interface Including extends CallOptions {
  include?: object;
}

/** The calls of one model: one method an index, and `list` by whichever index the query names the partition of. */
export function createModel(send: Send, model: string, { indexes, guest }: ModelNames, options: ClientOptions): any {
  const path = ['data', model];
  const open = (...operations: string[]) => operations.some((operation) => guest.includes(operation));
  const list =
    (index?: string) =>
    (query: Question = {}) =>
      paginate<unknown>((cursor = query.cursor as string | undefined) =>
        send({ ...listCall(path, { index, ...query, cursor }), guest: open('list') }),
      );
  const change = (method: string, id: string, body: unknown, { ifVersion, if: condition, signal }: WriteOptions = {}, anyVersion = false) =>
    send({
      method,
      path: [...path, id],
      query: { if: condition },
      body,
      headers: ifVersion === undefined ? (anyVersion ? { 'If-Match': '*' } : {}) : { 'If-Match': `"${ifVersion}"` },
      signal,
      guest: open(...(OPERATIONS[method] as string[])),
    });

  const calls: Record<string, unknown> = {
    async create(values: unknown, { signal }: CallOptions = {}) {
      refuse(options.checks?.create(model, values));
      return send({ method: 'POST', path, body: values, signal, guest: open('create') });
    },
    get: (id: string, { include, signal }: Including = {}) =>
      send({ method: 'GET', path: [...path, id], query: { include }, signal, guest: open('get') }),
    async update(id: string, patch: unknown, conditions?: WriteOptions) {
      refuse(options.checks?.update(model, patch));
      return change('PATCH', id, patch, conditions);
    },
    // Without `If-Match` a PUT makes the item where there is none.
    replace: (id: string, values: unknown, conditions?: WriteOptions) => change('PUT', id, values, conditions, true),
    upsert: (id: string, values: unknown, conditions?: WriteOptions) => change('PUT', id, values, conditions),
    delete: (id: string, conditions?: WriteOptions) => change('DELETE', id, undefined, conditions),
    list: list(),
    count: ({ signal, ...body }: Question = {}) =>
      send({ method: 'POST', path: [...path, 'count'], body, reads: true, signal, guest: open('list') }),
    batchGet: (ids: readonly string[], { include, signal }: Including = {}) =>
      batchGet(send, { path: [...path, 'batch-get'], guest: open('get'), signal }, ids, include, options),
    batchWrite: (writes: readonly object[], { signal }: CallOptions = {}) =>
      batchWrite(send, { path: [...path, 'batch-write'], guest: open('create', 'update', 'delete'), signal }, writes, options),
  };
  for (const index of indexes) {
    calls[index] = list(index);
  }
  return calls;
}

/** The operations that a method may be for. */
const OPERATIONS: Record<string, string[]> = { PATCH: ['update'], PUT: ['create', 'update'], DELETE: ['delete'] };
