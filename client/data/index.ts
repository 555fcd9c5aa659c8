import type { CallOptions, ClientOptions } from '../core/config.js';
import { type Page, type Pages, paginate } from '../core/pages.js';
import { refuse, type Send } from '../core/request.js';

/** What every list takes. */
export interface ListOptions extends CallOptions {
  /** By the index's sort fields. @default 'asc' */
  order?: 'asc' | 'desc';
  /** Results a page, 1 to 100. @default 25 */
  limit?: number;
  /** Where a page before this one ended. */
  cursor?: string;
}

export interface WriteOptions extends CallOptions {
  /** Write only if the item still has this `version`; otherwise `version-mismatch`, with the item as it is in `error.current`. */
  ifVersion?: number;
}

/** A range of a sort field that holds text, a date or a time; `ge` and `le` together are "between". */
export interface TextRange {
  lt?: string;
  le?: string;
  gt?: string;
  ge?: string;
  beginsWith?: string;
}

/** A range of a sort field that holds a number; `ge` and `le` together are "between". */
export interface NumberRange {
  lt?: number;
  le?: number;
  gt?: number;
  ge?: number;
}

type Query = ListOptions & Record<string, unknown>;

/**
 * The calls of one model: one method an index, and `list` by whichever index the query names the partition of.
 * `guest` holds the operations that a rule admits guests to.
 */
export function createModel(
  send: Send,
  model: string,
  indexes: readonly string[],
  guest: readonly string[],
  options: ClientOptions = {},
): any {
  const path = ['data', model];
  const admits = (operation: string) => guest.includes(operation);
  const list =
    (index?: string) =>
    (query: Query = {}): Pages<unknown> =>
      paginate(
        (cursor) =>
          send({
            method: 'GET',
            path,
            query: { index, ...flatten(query), ...(cursor && { cursor }) },
            signal: query.signal,
            guest: admits('list'),
          }) as Promise<Page<unknown>>,
      );

  const calls: Record<string, unknown> = {
    async create(values: unknown, { signal }: CallOptions = {}) {
      refuse(options.checks?.create(model, values));
      return send({ method: 'POST', path, body: values, signal, guest: admits('create') });
    },
    get: (id: string, { signal }: CallOptions = {}) => send({ method: 'GET', path: [...path, id], signal, guest: admits('get') }),
    async update(id: string, patch: unknown, { ifVersion, signal }: WriteOptions = {}) {
      refuse(options.checks?.update(model, patch));
      return send({ method: 'PATCH', path: [...path, id], body: patch, ifVersion, signal, guest: admits('update') });
    },
    delete: (id: string, { ifVersion, signal }: WriteOptions = {}) =>
      send({ method: 'DELETE', path: [...path, id], ifVersion, signal, guest: admits('delete') }),
    list: list(),
  };
  for (const index of indexes) {
    calls[index] = list(index);
  }
  return calls;
}

/** `{ createdAt: { ge: 'a', lt: 'b' } }` becomes `{ 'createdAt.ge': 'a', 'createdAt.lt': 'b' }`. */
function flatten({ signal: _signal, ...query }: Query): Record<string, unknown> {
  const flat: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(query)) {
    if (value && typeof value === 'object' && !(value instanceof Date)) {
      for (const [operator, bound] of Object.entries(value)) {
        flat[`${name}.${operator}`] = bound;
      }
    } else {
      flat[name] = value;
    }
  }
  return flat;
}
