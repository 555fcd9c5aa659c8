import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pages, ROOT, read } from './examples';

/** `[text](target)`, outside of code. */
function linksIn(markdown: string): string[] {
  const prose = markdown.replace(/^( *)```[^]*?^\1```$/gm, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
}

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsIn(markdown: string): string[] {
  const headings = [...markdown.replace(/^```[^]*?^```$/gm, '').matchAll(/^#+ (.+)$/gm)];
  return headings.map(([, text = '']) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  );
}

/** What is wrong with a page's relative links. */
function brokenIn(page: string, markdown: string): string[] {
  return linksIn(markdown)
    .filter((target) => !/^(?:https?|mailto):/.test(target))
    .filter((target) => {
      const [path = '', anchor] = target.split('#');
      const file = path === '' ? page : join(dirname(page), path);
      if (path !== '' && !existsSync(join(ROOT, file))) return true;
      return anchor !== undefined && !anchorsIn(file === page ? markdown : read(file)).includes(anchor);
    })
    .map((target) => `${page}: ${target}`);
}

test('every relative link leads to a page, and to a heading of it', () => {
  expect(pages().flatMap((page) => brokenIn(page, read(page)))).toEqual([]);
});

test('every page of docs stands in its index and in llms.txt', () => {
  const docs = pages().filter((page) => page.startsWith('docs/') && page !== 'docs/README.md');
  const index = linksIn(read('docs/README.md'));
  const llms = linksIn(read('llms.txt'));
  expect(docs.filter((page) => !index.includes(page.slice('docs/'.length)) || !llms.includes(page))).toEqual([]);
});

test('a link to nowhere, or to no heading, is found', () => {
  const markdown =
    '# One `thing`, two\n[a](nowhere.md) [b](local.md) [c](#one-thing-two) [d](#three) `[e](code.md)` [f](https://example.com)';
  expect(brokenIn('docs/page.md', markdown)).toEqual(['docs/page.md: nowhere.md', 'docs/page.md: #three']);
});
