import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { bundleEntry } from '../../../lib/api/bundle-entry';
import { fixture } from '../support';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plinth-entry-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('an entry file is bundled to one module whose handler is wrapped', async () => {
  const files = bundleEntry(fixture('functions/summarize.ts'), 'summarize');
  expect([...files.keys()]).toEqual(['index.mjs']);
  const text = Buffer.from(files.get('index.mjs') as Uint8Array).toString();
  expect(text).toContain('wrap(handler,"summarize")');
  expect(text).not.toContain(': { input');
});

test('with a source map a stack names the lines of the entry file, from the folder that the app runs in', async () => {
  const files = bundleEntry(fixture('functions/summarize.ts'), 'summarize', true);
  expect([...files.keys()].sort()).toEqual(['index.mjs', 'index.mjs.map']);
  expect(Buffer.from(files.get('index.mjs') as Uint8Array).toString()).toMatch(/\/\/# sourceMappingURL=index\.mjs\.map\s*$/);
  const { sources, sourcesContent } = JSON.parse(Buffer.from(files.get('index.mjs.map') as Uint8Array).toString());
  expect(sources).toContain(relative(process.cwd(), fixture('functions/summarize.ts')));
  expect(sourcesContent).toBeUndefined();
});

test('a file without that export, or none at all, is refused with its place', () => {
  const entry = join(folder, 'greet.ts');
  expect(() => bundleEntry(entry, 'greet')).toThrow(`there is no file "${entry}"`);
  writeFileSync(entry, 'export const greet = 1;');
  expect(() => bundleEntry(entry, 'greet')).toThrow(
    `"${entry}" must export your function by the name handler, as in export async function`,
  );
  expect(() => bundleEntry(join(folder, 'greets.ts'), 'greet')).toThrow('did you mean "greet.ts"?');
});

test('what esbuild finds wrong is told with file and line', () => {
  const entry = join(folder, 'broken.ts');
  writeFileSync(entry, "import 'nowhere';\nexport const handler = (;\n");
  expect(() => bundleEntry(entry, 'broken')).toThrow(/broken\.ts" cannot be bundled: .*broken\.ts:2:24: Unexpected ";"/);
  writeFileSync(entry, "import 'nowhere';\nexport const handler = 1;\n");
  expect(() => bundleEntry(entry, 'broken')).toThrow(/broken\.ts:1:7: Could not resolve "nowhere"/);
});

test('a client of the AWS SDK is bundled where it is installed, and the runtime’s is used where it is not', () => {
  const own = fixture('functions/queue.ts');
  const [code] = bundleEntry(own, 'queue').values();
  const text = Buffer.from(code as Uint8Array).toString();
  expect(text).not.toMatch(/from\s?"@aws-sdk\/client-sqs"/);
  expect(text).toContain('AmazonSQS');

  const elsewhere = join(folder, 'queue.ts');
  copyFileSync(own, elsewhere);
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(dirname(require.resolve('esbuild/package.json')), join(folder, 'node_modules/esbuild'));
  const [other] = bundleEntry(elsewhere, 'queue').values();
  expect(Buffer.from(other as Uint8Array).toString()).toMatch(/from\s?"@aws-sdk\/client-sqs"/);
});
