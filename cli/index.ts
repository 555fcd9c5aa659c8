import { fileURLToPath } from 'node:url';
import type { Context } from './context.js';
import { type DevOptions, type DevSession, startDev as start } from './dev/session.js';
import { createLog } from './log.js';
import { runProgram } from './program.js';

/** This file is bundled to `assets/cli/index.mjs`. */
const PACKAGE_DIR = fileURLToPath(new URL('../..', import.meta.url));

/** Runs `plinth` with these arguments; answers the exit code: 0, 1 for a failure, 2 for a command line that cannot be meant so. */
export async function main(args: readonly string[]): Promise<number> {
  const context: Context = {
    cwd: process.cwd(),
    env: process.env,
    print: (line) => console.log(line),
    report: (line) => console.error(line),
    packageDir: PACKAGE_DIR,
  };
  return runProgram(args, context);
}

/** `plinth dev` for programs: starts, deploys once and answers the session; `print` receives each line of progress. */
export async function startDev(
  options: Omit<DevOptions, 'packageDir' | 'env' | 'log'> & { readonly print?: (line: string) => void },
): Promise<DevSession> {
  const log = createLog(options.print ?? (() => {}), () => performance.now());
  return start({ ...options, packageDir: PACKAGE_DIR, env: process.env, log });
}
