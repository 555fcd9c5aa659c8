import { spawn } from 'node:child_process';

/** How a program ended: its exit code (null if it could not be started or was killed), and what it printed. */
export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a program to its end; never throws. An argument everywhere, so that tests answer in a program's stead. */
export type Run = (command: string, args: string[]) => Promise<Ran>;

/** Runs programs with `env`. */
export function runIn(env: NodeJS.ProcessEnv): Run {
  return (command, args) =>
    new Promise((resolve) => {
      const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
      let stdout = '';
      let stderr = '';
      child.stdout.on('data', (chunk) => {
        stdout += chunk;
      });
      child.stderr.on('data', (chunk) => {
        stderr += chunk;
      });
      child.on('error', (error) => resolve({ code: null, stdout, stderr: error.message }));
      child.on('close', (code) => resolve({ code, stdout, stderr }));
    });
}

/** The last `count` lines of a text, without trailing space. */
export function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
