import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '../../cli/local/emulator';
import { cdk, ROOT } from '../support/cdk';

/** Where deployments of this run keep their assemblies and outputs. */
export const E2E_DIR = join(ROOT, 'build/e2e');

declare global {
  var plinthEmulator: Emulator | undefined;
}

/** One bootstrapped emulator for every end-to-end test of a run, on a free port of its own; tests read its endpoint by `endpoint()` of ./support. */
export default async function setup(): Promise<void> {
  rmSync(E2E_DIR, { recursive: true, force: true });
  mkdirSync(E2E_DIR, { recursive: true });
  const emulator = await startEmulator({
    folder: join(ROOT, 'cli/local/emulator'),
    nodePath: join(ROOT, 'node_modules'),
    env: process.env,
    log: join(E2E_DIR, 'emulator.log'),
    progress: (line) => console.log(line),
  });
  globalThis.plinthEmulator = emulator;
  // From a folder without an app: inside one, the CLI would synthesise it first.
  await cdk(emulator.endpoint, ['bootstrap', 'aws://000000000000/us-east-1'], { cwd: E2E_DIR });
  writeFileSync(join(E2E_DIR, 'emulator.json'), JSON.stringify({ endpoint: emulator.endpoint, log: emulator.log }));
}
