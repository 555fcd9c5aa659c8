import { Script } from 'node:vm';
import { allExamples } from './examples';
import { Workshop } from './workshop';

const examples = allExamples();
const code = examples.filter(({ language }) => language === 'ts' || language === 'js');

let workshop: Workshop;
beforeAll(async () => {
  workshop = new Workshop(code);
  const apps = [...workshop.examples.keys()].filter((file) => file.startsWith('bin/'));
  for (const app of apps) await workshop.synthesise(app);
}, 120_000);
afterAll(() => workshop?.remove());

test('every TypeScript example compiles, against the built package and the client of the apps in the docs', async () => {
  expect(code.length).toBeGreaterThan(40);
  expect(await workshop.check()).toEqual([]);
}, 120_000);

test('every declaration synthesises', async () => {
  expect(await workshop.declare()).toEqual([]);
}, 120_000);

test('every JavaScript example is JavaScript', () => {
  const javascript = examples.filter(({ language }) => language === 'js');
  const parse = () => javascript.map(({ text, page, line }) => new Script(text, { filename: page, lineOffset: line - 1 }));
  expect(parse).not.toThrow();
});

test('every JSON example is JSON', () => {
  const broken = examples.filter(({ language, text }) => language === 'json' && !isJson(text));
  expect(broken.map(({ page, line }) => `${page}:${line}`)).toEqual([]);
});

test('examples are of a language that is checked, or of the shell; Python is checked by test/e2e/python', () => {
  const elsewhere = ['docs/python.md'];
  // What cannot work is in words that no program here is in: test/lib/plain-javascript compares what is told of it.
  const ours = examples.filter(({ page, language }) => !elsewhere.includes(page) && language !== 'javascript');
  expect([...new Set(ours.map(({ language }) => language))].sort()).toEqual(['js', 'json', 'sh', 'text', 'ts']);
});

test('a mistake in an example is told with its page and line', async () => {
  const text = "new Backend(this, 'Backend').data.addModel('notes', { fields: {}, rules: [Rule.ownr()] });";
  const wrong = new Workshop([
    ...code.filter(({ path }) => path === 'lib/notes.ts'),
    { page: 'docs/page.md', line: 7, language: 'ts', kind: 'declare', text },
    { page: 'docs/page.md', line: 12, language: 'ts', kind: 'declare', text: text.replace('Rule.ownr()', '') },
  ]);
  try {
    expect(await wrong.check()).toEqual([expect.stringMatching(/^docs\/page\.md:7: error TS2551: .*'ownr'/)]);
    expect(await wrong.declare()).toEqual([
      expect.stringMatching(/^docs\/page\.md:7 .*ownr is not a function/),
      expect.stringMatching(/^docs\/page\.md:12 [^]*a model without a rule admits nobody/),
    ]);
  } finally {
    wrong.remove();
  }
}, 120_000);

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
