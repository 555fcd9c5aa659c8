import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Mail, readMails } from './mail.js';
import { freePort, isEmulator, requireFreePort } from './port.js';
import { lastLines, runIn } from './run.js';
import { findRuntime, type Runtime } from './runtime.js';

export interface EmulatorOptions {
  /** The folder with launcher.py, fixes/ and requirements.txt: `cli/local/emulator`, in the package `assets/local`. */
  folder: string;
  /** A node_modules folder with the `@aws-sdk/*` clients that CDK's own custom-resource handlers import. */
  nodePath: string;
  /** This machine's environment. Little of it reaches the emulator, and nothing of AWS's. */
  env: NodeJS.ProcessEnv;
  /** @default any that is free */
  port?: number;
  /**
   * Where state is kept; each port has a folder of its own in it.
   * @default a temporary folder that `stop` removes
   */
  stateDir?: string;
  /** Whether state outlives a clean stop. @default false */
  persist?: boolean;
  /** The file that receives what the emulator prints, replaced at each start. @default `emulator.log` beside the state */
  log?: string;
  /** Where virtual environments are kept. @default `~/.cache/plinth` */
  cacheDir?: string;
  /** Names of fixes to leave out, or `all`; for the tests of the fixes. @default none */
  without?: string[];
  /** Receives a line when something takes longer than a moment. */
  progress?: (line: string) => void;
}

/** An emulator that answers. */
export interface Emulator {
  /** `http://localhost:<port>`, for every service. */
  endpoint: string;
  port: number;
  /** The file with what it prints. */
  log: string;
  /** Milliseconds from its start to its first answer. */
  startedInMs: number;
  /** Resolves when it has ended, to the last lines of its log. */
  exited: Promise<string>;
  /** All mails that it has sent, oldest first. */
  messages(): Promise<Mail[]>;
  /** Forgets everything, also what is persisted. */
  reset(): Promise<void>;
  /** Ends it (state is written first) and waits until it has ended; killed after 20 s. May be called twice. */
  stop(): Promise<void>;
}

const STOP_TIMEOUT_MS = 20_000;
const POLL_MS = 25;

/**
 * Starts an emulator in strict mode, with our fixes, and waits until it answers. It ends with `stop`, and also when this
 * process ends in whatever way.
 *
 * @throws Error that says what to do, if the port is taken, if neither Python nor Docker is there, or if it does not start.
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { folder, nodePath, env, persist = false, without = [], progress = () => {} } = options;
  if (options.port !== undefined) await requireFreePort(options.port);
  const cacheDir = options.cacheDir ?? join(homedir(), '.cache', 'plinth');
  const runtime = await findRuntime({ folder, cacheDir, env, run: runIn(env), progress });

  const port = options.port ?? (await freePort());
  const stateDir = options.stateDir === undefined ? await mkdtemp(join(tmpdir(), 'plinth-')) : resolve(options.stateDir, String(port));
  const log = options.log ?? join(stateDir, 'emulator.log');
  // It holds the users' passwords and the keys that sign tokens.
  await mkdir(stateDir, { recursive: true, mode: 0o700 });
  await mkdir(dirname(log), { recursive: true });
  const removeTemporary = async () => {
    if (options.stateDir === undefined) await rm(stateDir, { recursive: true, force: true });
  };

  const started = performance.now();
  const child = launch(runtime.command({ port, host: '127.0.0.1', stateDir, persist, nodePath, without }), log);
  const end = watchEnd(child);
  const stop = async () => {
    await stopChild(child, end, progress);
    await removeTemporary();
  };
  try {
    await untilHealthy(port, end, runtime);
  } catch (error) {
    await stopChild(child, end, progress);
    const printed = lastLines(await readFile(log, 'utf8'), 15);
    await removeTemporary();
    throw new Error(`The local emulator did not start: ${(error as Error).message} The last lines of its log:\n${printed}`, {
      cause: error,
    });
  }

  const endpoint = `http://localhost:${port}`;
  return {
    endpoint,
    port,
    log,
    startedInMs: performance.now() - started,
    exited: end.then(async () => lastLines(await readFile(log, 'utf8').catch(() => ''), 15)),
    messages: () => readMails(endpoint),
    reset: async () => {
      const answer = await fetch(`${endpoint}/_ministack/reset`, { method: 'POST' });
      if (!answer.ok) throw new Error(`The emulator could not be reset: ${answer.status} ${await answer.text()}`);
    },
    stop,
  };
}

/** Removes the state that `startEmulator` kept for a port in `stateDir`; while no emulator runs on it. */
export async function removeState(stateDir: string, port: number): Promise<void> {
  await rm(join(stateDir, String(port)), { recursive: true, force: true });
}

function launch({ command, args, env }: ReturnType<Runtime['command']>, log: string): ChildProcess {
  const output = openSync(log, 'w');
  try {
    return spawn(command, args, {
      env,
      // The pipe to its standard input closes when this process ends, however it does; the launcher stops then.
      stdio: ['pipe', output, output],
      // A group of its own: Ctrl-C in a terminal reaches only us, and we stop it when we have done with it.
      detached: process.platform !== 'win32',
    });
  } finally {
    closeSync(output);
  }
}

/** Resolves to how a process ended. */
function watchEnd(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`it could not be run (${error.message}).`));
    child.once('exit', (code, signal) => resolve(`it ended with ${signal ?? `exit code ${code}`}.`));
  });
}

async function untilHealthy(port: number, end: Promise<string>, runtime: Runtime): Promise<void> {
  let ended: string | undefined;
  void end.then((how) => {
    ended = how;
  });
  for (const deadline = performance.now() + runtime.startTimeoutMs; performance.now() < deadline; await delay(POLL_MS)) {
    if (ended !== undefined) throw new Error(ended);
    if (await isEmulator(port)) return;
  }
  throw new Error(`it did not answer within ${runtime.startTimeoutMs / 1_000} s.`);
}

async function stopChild(child: ChildProcess, end: Promise<string>, progress: (line: string) => void): Promise<void> {
  if (child.pid === undefined) return;
  child.kill('SIGTERM');
  const waiting = new AbortController();
  const late = delay(STOP_TIMEOUT_MS, true, { signal: waiting.signal }).catch(() => false);
  if (await Promise.race([end.then(() => false), late])) {
    progress(`The emulator did not stop within ${STOP_TIMEOUT_MS / 1_000} s and was killed: changes since its start are lost.`);
    child.kill('SIGKILL');
    await end;
  }
  waiting.abort();
}
