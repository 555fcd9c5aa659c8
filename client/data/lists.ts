import type { Call } from '../core/request.js';

/** What a list is asked: keys of an index with ranges, and options. */
export type Question = { signal?: AbortSignal } & Record<string, unknown>;

/** Characters of a URL, after which a question goes by POST: well below what anything on the way refuses. */
const LONGEST = 2_000;

/** The call that asks for a list: a GET, which caches and logs show, or where that cannot hold the question, a POST. */
export function listCall(path: string[], { signal, ...question }: Question): Call {
  const query = flatten(question);
  const isLong = JSON.stringify(query).length > LONGEST;
  const hasLists = Object.values(query).some(Array.isArray);
  return isLong || hasLists
    ? { method: 'POST', path: [...path, 'query'], body: question, reads: true, signal }
    : { method: 'GET', path, query, signal };
}

/** `{ createdAt: { ge: 'a', lt: 'b' } }` becomes `{ 'createdAt.ge': 'a', 'createdAt.lt': 'b' }`; what has a structure stays. */
function flatten(question: Record<string, unknown>): Record<string, unknown> {
  const flat: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(question)) {
    if (name === 'filter' || name === 'include' || !value || typeof value !== 'object' || value instanceof Date) {
      flat[name] = value;
    } else {
      for (const [operator, bound] of Object.entries(value)) {
        flat[`${name}.${operator}`] = bound;
      }
    }
  }
  return flat;
}
