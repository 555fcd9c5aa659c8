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

/** Options as the parameters of a query string. */
export function parametersOf(options: object): Map<string, string> {
  const said = Object.entries(options).filter(([, value]) => value !== undefined);
  return new Map(said.map(([name, value]) => [name, String(value)]));
}
