import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ROOT } from './child.mjs';

/** What is copied, since it is changed or looks for its neighbours by its own place; all else is linked. */
const COPIED = ['examples', 'scripts', 'package.json'];
/** What a run leaves behind: the state of whoever develops here stays theirs. */
const MADE = ['.plinth', 'cdk.out', 'node_modules'];

/** This checkout once more in a temporary folder, installed and built, with examples of its own. */
export function sandbox() {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-bench-'));
  for (const name of readdirSync(ROOT)) {
    if (name.startsWith('.')) continue;
    if (COPIED.includes(name)) {
      cpSync(join(ROOT, name), join(folder, name), { recursive: true, filter: (path) => !MADE.includes(basename(path)) });
    } else symlinkSync(join(ROOT, name), join(folder, name), 'junction');
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
