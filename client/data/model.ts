import type { CallOptions, ClientOptions } from '../core/config.js';
import { paginate } from '../core/pages.js';
import { type Call, refuse, type Send } from '../core/request.js';
import { batchGet, batchWrite } from './batches.js';
import { queryOf, type Question } from './lists.js';

/** What the generated code knows of a model: its indexes, and the operations that a rule admits guests to. */
export type ModelNames = readonly [indexes: readonly string[], guest: readonly string[]];

/** The operations that write. */
export const WRITES = ['create', 'update', 'delete'];

interface Options extends CallOptions {
  include?: object;
  if?: object;
  /** A version, or `*` for any. */
  ifVersion?: number | '*';
}

/** The calls of one model: one method an index, and `list` by whichever index the query names the partition of. */
export function createModel(send: Send, model: string, [indexes, guest]: ModelNames, options: ClientOptions): any {
  /** A call that is open to guests where one of the `operations` is. */
  const call = (
    operations: string[],
    method: string,
    path: string[],
    { include, if: condition, ifVersion, signal }: Options = {},
    more?: Partial<Call>,
  ) =>
    send({
      method,
      path: ['data', model, ...path],
      query: { include, if: condition },
      headers: ifVersion === undefined ? {} : { 'If-Match': ifVersion === '*' ? ifVersion : `"${ifVersion}"` },
      signal,
      guest: operations.some((operation) => guest.includes(operation)),
      ...more,
    });

  /** A write of one item, whose values are checked before. */
  const write = async (operations: string[], method: string, path: string[], body: unknown, given?: Options) => {
    refuse(options.checks?.[operations[0] as 'create' | 'update'](model, body));
    return call(operations, method, path, given, { body });
  };

  const list =
    (index?: string) =>
    ({ signal, ...question }: Question = {}) =>
      paginate<unknown>((cursor = question.cursor) => {
        const body = { index, ...question, cursor };
        const query = queryOf(body);
        return query ? call(['list'], 'GET', [], { signal }, { query }) : call(['list'], 'POST', ['query'], { signal }, { body });
      });

  const calls: Record<string, unknown> = {
    create: (values: unknown, given?: Options) => write(['create'], 'POST', [], values, given),
    get: (id: string, given?: Options) => call(['get'], 'GET', [id], given),
    update: (id: string, patch: unknown, given?: Options) => write(['update'], 'PATCH', [id], patch, given),
    // What stays as it is need not be sent, so there is nothing to check before.
    replace: (id: string, body: unknown, { ifVersion = '*', ...given }: Options = {}) =>
      call(['create', 'update'], 'PUT', [id], { ...given, ifVersion }, { body }),
    upsert: (id: string, values: unknown, given?: Options) => write(['create', 'update'], 'PUT', [id], values, given),
    delete: (id: string, given?: Options) => call(['delete'], 'DELETE', [id], given),
    list: list(),
    count: ({ signal, ...body }: Question = {}) => call(['list'], 'POST', ['count'], { signal }, { body }),
    batchGet: (ids: readonly string[], { include, signal }: Options = {}) =>
      batchGet((body) => call(['get'], 'POST', ['batch-get'], { signal }, { body }), ids, include, { ...options, signal }),
    batchWrite: (writes: readonly object[], { signal }: Options = {}) =>
      batchWrite((body) => call(WRITES, 'POST', ['batch-write'], { signal }, { body }), writes, send.key, {
        ...options,
        signal,
      }),
  };
  for (const index of indexes) {
    calls[index] = list(index);
  }
  return calls;
}
