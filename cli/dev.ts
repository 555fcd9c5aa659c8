import { spawn } from 'node:child_process';
import { Command } from 'commander';
import type { Context } from './context.js';
import { DevSession } from './dev/session.js';
import { Ended, Failure, UsageFailure } from './failure.js';
import { createLog } from './log.js';

interface Options {
  readonly once?: boolean;
  readonly port?: number;
  readonly reset?: boolean;
  readonly fresh?: boolean;
  readonly app?: string;
  readonly stack?: string;
  readonly config?: string;
}

/** `plinth dev`: a backend on this machine, deployed again at each save. */
export function devCommand(context: Context): Command {
  return new Command('dev')
    .description('run the backend on this machine: emulator, deployment, client, and again at each save')
    .argument('[command...]', 'when deployed, run this (after --) and end with it; PLINTH_CONFIG names the configuration')
    .option('--once', 'end after the first deployment')
    .option('--port <number>', 'port of the emulator (default: 4566; with --fresh any that is free)', port)
    .option('--reset', 'forget the data of earlier runs')
    .option('--fresh', 'keep no data and use none: for tests, also beside a running `plinth dev`')
    .option('--app <command>', 'command that runs the CDK app (default: "app" of cdk.json)')
    .option('--stack <name>', 'the stack to deploy (default: all outside of Stages, of several environments the one for development)')
    .option('--config <file>', 'write the public configuration there too, for a web app: --config web/public/config.json')
    .addHelpText(
      'after',
      '\nWith AWS_ENDPOINT_URL set, that endpoint is used and nothing is started.\nExample: plinth dev --fresh -- node --test',
    )
    .action((command: string[], options: Options) => dev(context, options, command));
}

async function dev(context: Context, { once, ...options }: Options, command: readonly string[]): Promise<void> {
  const { cwd, env, packageDir, print } = context;
  const log = createLog(print, () => performance.now());
  const session = await DevSession.open({ cwd, env, log, packageDir, ...options });
  const interrupted = new Promise<void>((resolve) => {
    // Once: a second Ctrl-C ends at once, as it does by itself.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  try {
    const watching = !once && command.length === 0;
    // What is saved while the first deployment runs is deployed after it.
    const watch = watching ? session.watch() : undefined;
    const first = session.deploy().catch(async (error: unknown) => {
      // Without a target there is nothing to save for.
      await session.target();
      if (!watching) throw error;
      session.report(error);
    });
    if ((await Promise.race([first, interrupted.then(() => 'interrupted')])) === 'interrupted') return;
    if (command.length > 0) await run(command, { cwd, env: { ...env, PLINTH_CONFIG: session.configFile() }, interrupted });
    const { emulator } = await session.target();
    await watch;
    if (!watching) {
      if (emulator && !options.fresh && command.length === 0) log.detail('the emulator stops; its data is kept for the next `plinth dev`');
      return;
    }
    log.step('watching; Ctrl-C ends');
    const ended = await Promise.race([interrupted, ...(emulator ? [emulator.exited] : [])]);
    if (typeof ended === 'string') throw new Failure(`The emulator ended by itself. The last it printed:\n${ended}`);
  } finally {
    await session.stop();
  }
}

interface RunOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** The command is asked to end when this resolves: only a terminal's Ctrl-C reaches it by itself. */
  readonly interrupted: Promise<void>;
}

/** Runs a command to its end, with this terminal. Throws `Ended` if it fails. */
async function run([file = '', ...args]: readonly string[], { cwd, env, interrupted }: RunOptions): Promise<void> {
  const code = await new Promise<number>((resolve, reject) => {
    // Programs of npm's are .cmd files on Windows, which only a shell runs.
    const child = spawn(file, args, { cwd, env, stdio: 'inherit', shell: process.platform === 'win32' });
    child.once('error', (error) => reject(new UsageFailure(`${file} cannot be run: ${error.message}`)));
    child.once('exit', (exit) => resolve(exit ?? 1));
    void interrupted.then(() => child.kill('SIGTERM'));
  });
  if (code !== 0) throw new Ended(code);
}

function port(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 65_535) throw new UsageFailure(`--port must be 1 to 65535, not ${text}.`);
  return number;
}
