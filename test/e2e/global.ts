import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '../../cli/local/emulator';
import { cdk, ROOT } from '../support/cdk';
import { APPS, type AppName, deployApp, E2E_DIR } from './deployment';

declare global {
  var plinthEmulator: Emulator | undefined;
}

/** One bootstrapped emulator with every shared app, for all end-to-end tests of a run, on a free port of its own. */
export async function setup(): Promise<void> {
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
  await Promise.all((Object.keys(APPS) as AppName[]).map((name) => deployApp(emulator.endpoint, name)));
}
