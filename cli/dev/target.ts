import { join } from 'node:path';
import { Failure, messageOf } from '../failure.js';
import { type Emulator, removeState, startEmulator } from '../local/emulator.js';
import { clientVariables, LOCAL_ACCOUNT, LOCAL_REGION, pointTo } from '../local/environment.js';
import { freePort, requireFreePort } from '../local/port.js';
import type { Log } from '../log.js';

/** The port of the emulators, as their users know it. */
export const DEFAULT_PORT = 4566;

export interface TargetOptions {
  /** Changed, so that every AWS SDK in this process and its children reaches the target and nothing else. */
  readonly env: NodeJS.ProcessEnv;
  /** The emulator's files. */
  readonly emulatorDir: string;
  /** A `node_modules` folder with AWS SDK clients. */
  readonly nodePath: string;
  /** Where state is kept. */
  readonly stateDir: string;
  /** @default 4566, and any that is free where state is not kept */
  readonly port?: number;
  /** Forgets what an earlier run kept. */
  readonly reset: boolean;
  /** Keeps no state, and uses none. */
  readonly fresh: boolean;
  readonly log: Log;
}

/** Where a backend is deployed to: an emulator that we started, or one that the environment names. */
export interface Target {
  /** `http://localhost:4566` */
  readonly endpoint: string;
  /** The emulator that was started; undefined if the environment names one. */
  readonly emulator?: Emulator;
  /** Ends what was started. */
  stop(): Promise<void>;
}

/**
 * The account and Region that a target stands for. An emulator takes an access key of twelve digits for the account; the one that we
 * start has the keys that it is given.
 */
export function environmentOf(env: NodeJS.ProcessEnv): { readonly account: string; readonly region: string } {
  if (!env.AWS_ENDPOINT_URL) return { account: LOCAL_ACCOUNT, region: LOCAL_REGION };
  const key = env.AWS_ACCESS_KEY_ID ?? '';
  return { account: /^\d{12}$/.test(key) ? key : LOCAL_ACCOUNT, region: env.AWS_REGION ?? LOCAL_REGION };
}

/**
 * Uses the endpoint in `AWS_ENDPOINT_URL`, or starts an emulator if there is none.
 *
 * @throws Failure that says what to do, if none can be started, or if a state is to be forgotten that is not ours.
 */
export async function openTarget(options: TargetOptions): Promise<Target> {
  const { env, emulatorDir, nodePath, stateDir, reset, fresh, log } = options;
  const given = env.AWS_ENDPOINT_URL;
  if (given !== undefined && given !== '') {
    if (reset || fresh) {
      throw new Failure(
        `--${reset ? 'reset' : 'fresh'} is for the emulator that \`plinth dev\` starts; AWS_ENDPOINT_URL names ${given}. Unset it.`,
      );
    }
    await requireAnswer(given);
    Object.assign(env, { ...clientVariables({}, given), ...env });
    log.step(`using ${given} (AWS_ENDPOINT_URL)`);
    return { endpoint: given.replace(/\/$/, ''), stop: async () => {} };
  }
  const port = options.port ?? (fresh ? await freePort() : DEFAULT_PORT);
  if (reset) {
    // Of an emulator that still runs, nothing is removed.
    await requireFreePort(port).catch(refuse);
    await removeState(stateDir, port);
  }
  const emulator = await startEmulator({
    folder: emulatorDir,
    nodePath,
    env: { ...env },
    port,
    progress: (line) => log.detail(line),
    ...(!fresh && { stateDir, persist: true, log: join(stateDir, 'emulator.log') }),
  }).catch(refuse);
  pointTo(env, emulator.endpoint);
  log.step(`emulator at ${emulator.endpoint}`);
  return { endpoint: emulator.endpoint, emulator, stop: () => emulator.stop() };
}

async function requireAnswer(endpoint: string): Promise<void> {
  try {
    await fetch(endpoint, { method: 'HEAD', signal: AbortSignal.timeout(5_000) });
  } catch {
    throw new Failure(
      `Nothing answers at ${endpoint}, which AWS_ENDPOINT_URL names. Start it, or unset the variable: then an emulator is started.`,
    );
  }
}

function refuse(error: unknown): never {
  throw new Failure(messageOf(error));
}
