import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../support/cdk';

const PLINTH = join(ROOT, 'bin/plinth.mjs');

/** A folder inside the repository: what an app there imports is found in the repository's own node_modules. */
export function emptyFolder(name: string): string {
  const folder = join(ROOT, 'build/e2e', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** As `npm install` would, with this checkout as the package. */
export function installPlinth(app: string): void {
  mkdirSync(join(app, 'node_modules'));
  symlinkSync(ROOT, join(app, 'node_modules/cdk-plinth'), 'dir');
}

/** `plinth` in a process of its own, as a person runs it. */
export class Plinth {
  output = '';
  private readonly child: ChildProcess;
  private readonly exit: Promise<number | null>;
  private seen = 0;

  constructor(cwd: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    // Nothing of AWS's that this machine may have.
    const kept = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')));
    this.child = spawn(process.execPath, [PLINTH, ...args], { cwd, env: { ...kept, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (chunk) => {
        this.output += chunk;
      });
    }
    this.exit = new Promise((resolve) => this.child.once('close', resolve));
  }

  /** Its exit code. */
  ended(): Promise<number | null> {
    return this.exit;
  }

  /** What it prints from here on until a line that matches, that line included. */
  async until(pattern: RegExp): Promise<string> {
    let ended = false;
    void this.exit.then(() => {
      ended = true;
    });
    for (;;) {
      const rest = this.output.slice(this.seen);
      const lines = rest.split('\n');
      const at = lines.slice(0, -1).findIndex((line) => pattern.test(line));
      if (at >= 0) {
        const text = lines.slice(0, at + 1).join('\n');
        this.seen += text.length + 1;
        return text;
      }
      if (ended) throw new Error(`plinth ended without a line ${pattern}:\n${this.output}`);
      await new Promise((done) => setTimeout(done, 50));
    }
  }

  /** Ctrl-C. */
  interrupt(): void {
    this.child.kill('SIGINT');
  }

  /** As a machine that loses power. */
  kill(): void {
    this.child.kill('SIGKILL');
  }

  /** As a cancelled CI job is ended. */
  end(): void {
    this.child.kill('SIGTERM');
  }
}
