/** One page of results; `cursor` is there while more may follow. */
export interface Page<T> {
  items: T[];
  cursor?: string;
  /** Why the page is not full though more may follow: the server has read as much as it does at once, or the answer was large enough. */
  stopped?: 'budget' | 'size';
}

/**
 * The results of a list: `await` it for one page, `for await` it for every item, or go through its `pages()`.
 * The first page is asked for at once, the others when they are needed.
 */
export interface Pages<T> extends Promise<Page<T>>, AsyncIterable<T> {
  pages(): AsyncIterableIterator<Page<T>>;
}

export function paginate<T>(fetchPage: (cursor?: string) => Promise<Page<T>>): Pages<T> {
  const first = fetchPage();
  // Whoever iterates later hears of a failure then: until that, nobody has listened, and Node would end the process.
  first.catch(() => {});

  async function* pages(): AsyncIterableIterator<Page<T>> {
    let page = await first;
    yield page;
    while (page.cursor) {
      page = await fetchPage(page.cursor);
      yield page;
    }
  }

  async function* items(): AsyncIterator<T> {
    for await (const page of pages()) {
      yield* page.items;
    }
  }

  return Object.assign(first, { pages, [Symbol.asyncIterator]: items }) as Pages<T>;
}
