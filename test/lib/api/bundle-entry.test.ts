import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

test('a file without that export, or none at all, is refused with its place', () => {
  const entry = join(folder, 'greet.ts');
  expect(() => bundleEntry(entry, 'greet')).toThrow(/Could not resolve ".*greet\.ts"/);
  writeFileSync(entry, 'export const greet = 1;');
  expect(() => bundleEntry(entry, 'greet')).toThrow(/No matching export in ".*greet\.ts" for import "handler"/);
});
