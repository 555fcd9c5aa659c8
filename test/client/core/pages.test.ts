import { type Page, paginate } from '../../../client/core/pages';
import { rejection } from '../scripted';

const PAGES: Record<string, Page<number>> = { '': { items: [1, 2], cursor: 'a' }, a: { items: [], cursor: 'b' }, b: { items: [3] } };

function numbers() {
  const asked: (string | undefined)[] = [];
  const pages = paginate<number>(async (cursor) => {
    asked.push(cursor);
    return PAGES[cursor ?? ''] as Page<number>;
  });
  return { pages, asked };
}

async function all<T>(values: AsyncIterable<T>): Promise<T[]> {
  const result: T[] = [];
  for await (const value of values) {
    result.push(value);
  }
  return result;
}

test('awaited, it is one page', async () => {
  const { pages, asked } = numbers();
  expect(await pages).toEqual({ items: [1, 2], cursor: 'a' });
  expect(asked).toEqual([undefined]);
});

test('iterated, it is every item, over an empty page too', async () => {
  const { pages, asked } = numbers();
  expect(await all(pages)).toEqual([1, 2, 3]);
  expect(asked).toEqual([undefined, 'a', 'b']);
});

test('it asks for a page only when it is needed', async () => {
  const { pages, asked } = numbers();
  for await (const number of pages) {
    if (number === 2) {
      break;
    }
  }
  expect(asked).toEqual([undefined]);
});

test('its pages can be gone through, and it can be gone through twice', async () => {
  const { pages } = numbers();
  expect(await all(pages.pages())).toEqual([PAGES[''], PAGES.a, PAGES.b]);
  expect(await all(pages)).toEqual([1, 2, 3]);
});

test('a failure rejects both the page and the iteration', async () => {
  const pages = paginate(() => Promise.reject(new Error('no')));
  expect((await rejection(pages)).message).toBe('no');
  expect((await rejection(all(pages))).message).toBe('no');
});

test('one whose first page fails waits for whoever asks', async () => {
  const unheard = jest.fn();
  process.on('unhandledRejection', unheard);
  const pages = paginate(async () => Promise.reject(new Error('down')));
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect((await rejection(all(pages))).message).toBe('down');
  expect((await rejection(Promise.resolve(pages))).message).toBe('down');
  process.off('unhandledRejection', unheard);
  expect(unheard).not.toHaveBeenCalled();
});
