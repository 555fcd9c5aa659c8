import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** Runs a Node script of this repository, or ends with its exit code. */
export function runOrExit(args, options = {}) {
  const { status, signal } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', ...options });
  if (status !== 0) process.exit(status ?? (signal ? 130 : 1));
}

/** npm leaves a copy of the lock file in node_modules when it is done: one that is older than ours tells of another state. */
function installed() {
  const done = statSync(join(root, 'node_modules/.package-lock.json'), { throwIfNoEntry: false });
  return done !== undefined && done.mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}

/** Makes the checkout usable: dependencies as the lock file says, and all parts built. Quick when nothing changed. */
export function prepare() {
  const [major] = process.versions.node.split('.').map(Number);
  if (major < 20) {
    console.error(`Plinth needs Node 20 or newer; this is ${process.version}. Install it from https://nodejs.org.`);
    process.exit(1);
  }
  if (!installed()) {
    console.log('Installing dependencies (npm ci) …');
    // npm is a .cmd file on Windows, which only a shell runs.
    const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: root,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    if (status !== 0) {
      console.error('`npm ci` failed: see above. A proxy or registry setting in ~/.npmrc may be missing.');
      process.exit(status ?? 1);
    }
  }
  runOrExit(['scripts/build.mjs']);
}

if (process.argv[1] === import.meta.filename) prepare();
