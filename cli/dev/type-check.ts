import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Log } from '../log.js';

/** More errors are of no use at once. */
const MOST = 10;

/** What was checked is kept: the next check takes a fraction of the time. */
const ARGUMENTS = ['--noEmit', '--pretty', 'false', '--incremental', '--tsBuildInfoFile', '.plinth/types.tsbuildinfo'];

/** Checks an app's types beside the deployment, by its own TypeScript: CDK runs an app whose types are wrong. */
export class TypeCheck {
  private running: ChildProcess | undefined;
  private wrong = false;

  constructor(
    private readonly cwd: string,
    private readonly log: Log,
  ) {}

  /** Begins a check, in the place of one that runs; resolves when it is over or was given up. Nothing where there is no TypeScript. */
  async run(): Promise<void> {
    this.stop();
    const compiler = compilerOf(this.cwd);
    if (compiler === undefined) return;
    const child = spawn(process.execPath, [compiler, ...ARGUMENTS], {
      cwd: this.cwd,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    this.running = child;
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    const code = await new Promise<number | null>((resolve) => {
      child.once('error', () => resolve(null));
      child.once('close', resolve);
    });
    if (this.running === child && code !== null) this.say(code === 0 ? [] : output.trim().split('\n'));
  }

  stop(): void {
    this.running?.kill();
    this.running = undefined;
  }

  private say(lines: readonly string[]): void {
    if (lines.length === 0 && this.wrong) this.log.detail('types are right again');
    this.wrong = lines.length > 0;
    if (!this.wrong) return;
    const more = lines.length > MOST ? [`… and ${lines.length - MOST} more lines`] : [];
    this.log.problem(['types are wrong (what is deployed runs nonetheless):', ...lines.slice(0, MOST), ...more].join('\n'));
  }
}

/** TypeScript as the app has it; undefined for an app in JavaScript or another language. */
function compilerOf(cwd: string): string | undefined {
  if (!existsSync(join(cwd, 'tsconfig.json'))) return undefined;
  try {
    return createRequire(join(cwd, 'package.json')).resolve('typescript/bin/tsc');
  } catch {
    return undefined;
  }
}
