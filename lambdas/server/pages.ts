import type { Page } from '../shared/page.js';

/** The results of a list, as the client has them: `await` it for one page, `for await` it for every item, or go through its `pages()`. */
export interface Pages<T> extends Promise<Page<T>>, AsyncIterable<T> {
  pages(): AsyncIterableIterator<Page<T>>;
}

export function pagesOf<T>(read: (cursor: string | undefined) => Promise<Page<T>>): Pages<T> {
  const first = read(undefined);

  async function* pages(): AsyncIterableIterator<Page<T>> {
    let page = await first;
    yield page;
    while (page.cursor !== undefined) {
      page = await read(page.cursor);
      yield page;
    }
  }

  async function* items(): AsyncIterator<T> {
    for await (const page of pages()) yield* page.items;
  }

  return Object.assign(first, { pages, [Symbol.asyncIterator]: items });
}

/** A query as text: `{ createdAt: { ge: 'a' } }` is `createdAt.ge`, as in a query string. */
export function parametersOf(query: object = {}): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    if (typeof value !== 'object' || value === null) parameters.set(name, String(value));
    else for (const [operator, bound] of Object.entries(value)) parameters.set(`${name}.${operator}`, String(bound));
  }
  return parameters;
}
