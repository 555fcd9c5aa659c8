import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ROOT } from './child.mjs';

const NOT_NEEDED = ['.git', 'build', 'coverage', 'docs', 'node_modules', 'test'];
/** What earlier runs left, wherever it is: the state of whoever develops here stays theirs. */
const LEFT = ['.plinth', 'cdk.out'];

/** This checkout once more in a temporary folder, installed and built: what is changed, deployed or built there changes nothing here. */
export function sandbox() {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-bench-'));
  const filter = (path) => !LEFT.includes(basename(path));
  // With the times that they have here: a lock file newer than what is installed would be installed.
  const copy = (path) => cpSync(join(ROOT, path), join(folder, path), { recursive: true, preserveTimestamps: true, filter });
  for (const name of readdirSync(ROOT)) if (!NOT_NEEDED.includes(name)) copy(name);
  // What is built is not built again.
  copy('build/stamps.json');
  // Link by link, not as a whole: whatever npm does to a folder of links, the packages here stay.
  mkdirSync(join(folder, 'node_modules'));
  for (const name of readdirSync(join(ROOT, 'node_modules')))
    symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
