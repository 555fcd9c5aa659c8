import { spawn } from 'node:child_process';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');

/** Runs a Node program, with CDK's validator off and no client written, and returns what it printed. */
export function run(args, { env = {}, cwd = ROOT } = {}) {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, args, {
      cwd,
      env: { ...process.env, CDK_VALIDATION: 'false', PLINTH_NO_CLIENT: '1', NODE_NO_WARNINGS: '1', ...env },
    });
    let output = '';
    let errors = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (errors += text));
    child.on('error', fail);
    child.on('close', (code) =>
      code === 0 ? done(output) : fail(new Error(`node ${args.join(' ')} ended with ${code}\n${output}${errors}`)),
    );
  });
}

/** What a program prints as its last line, read as JSON. */
export async function result(args, options) {
  const output = await run(args, options);
  return JSON.parse(output.trim().split('\n').at(-1));
}
