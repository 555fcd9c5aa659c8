import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import type { Context } from './context.js';
import { runProgram } from './program.js';

/** This file is bundled to `assets/cli/index.mjs`. */
const PACKAGE_DIR = fileURLToPath(new URL('../..', import.meta.url));

async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}

/** Runs `plinth` with these arguments; answers the exit code: 0, 1 for a failure, 2 for a command line that cannot be meant so. */
export async function main(args: readonly string[]): Promise<number> {
  const context: Context = {
    cwd: process.cwd(),
    env: process.env,
    print: (line) => console.log(line),
    report: (line) => console.error(line),
    ...(process.stdin.isTTY && process.stdout.isTTY && { ask }),
    packageDir: PACKAGE_DIR,
  };
  return runProgram(args, context);
}
