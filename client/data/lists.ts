/** What a list is asked: keys of an index with ranges, and options. */
export type Question = { signal?: AbortSignal; cursor?: string } & Record<string, unknown>;

/** In JSON: what no query string of ours holds (a list), or is too long for one by what anything on the way takes. */
const NOT_FOR_URLS = /:\[|.{2000}/;

/** A question as the query of a GET, which logs show; `undefined` where it must be the body of a POST. */
export function queryOf(question: Question): Record<string, unknown> | undefined {
  return NOT_FOR_URLS.test(JSON.stringify(question)) ? undefined : Object.fromEntries(Object.entries(question).flatMap(flat));
}

/** `createdAt: { ge: 'a', lt: 'b' }` becomes `'createdAt.ge': 'a', 'createdAt.lt': 'b'`; what is read as JSON stays whole. */
function flat([name, value]: [string, unknown]): [string, unknown][] {
  const isRange = value instanceof Object && !(value instanceof Date) && name !== 'filter' && name !== 'include';
  return isRange ? Object.entries(value).map(([operator, bound]) => [`${name}.${operator}`, bound]) : [[name, value]];
}
