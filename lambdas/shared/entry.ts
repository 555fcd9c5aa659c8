import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Binding, Manifest } from '../../lib/manifest/index.js';
import type { Environment } from './aws/environment.js';
import { createSecretsManager } from './aws/secrets-manager.js';
import { createSsm } from './aws/ssm.js';
import type { TransportOptions } from './aws/transport.js';
import { type Cursors, createCursors } from './cursor/index.js';
import { Deadline } from './deadline.js';
import { createDynamoDb, type DynamoDb } from './dynamodb/index.js';

/** What every engine is made of. */
export interface Context {
  readonly manifest: Manifest;
  readonly binding: Binding;
  /** For clients of further services. */
  readonly environment: Environment;
  /** Made when first asked for. */
  readonly dynamodb: DynamoDb;
  readonly cursors: Cursors;
  /** Of the call that is being answered: no client waits longer. */
  readonly deadline: Deadline;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * What a handler is given when it starts: the manifest beside its code, what the deployment tells, clients.
 * @param environment `process.env`: read here and in entry files, nowhere else
 * @param folder of the handler's code
 * @throws Error where something is missing that `lib` always sets
 */
export async function readContext(environment: Environment, folder: string): Promise<Context> {
  return contextOf(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')), environment);
}

/** The same for a manifest that is already at hand. */
export async function contextOf(manifest: Manifest, environment: Environment): Promise<Context> {
  const binding = await readBinding(environment);
  const deadline = new Deadline();
  let dynamodb: DynamoDb | undefined;
  return {
    manifest,
    binding,
    environment,
    get dynamodb() {
      dynamodb ??= createDynamoDb({ environment, deadline, client: environment.PLINTH_DYNAMODB_CLIENT });
      return dynamodb;
    },
    cursors: createCursors(() => readSecret(binding.cursorSecret, { environment, deadline })),
    deadline,
    now: Date.now,
  };
}

async function readBinding(environment: Environment): Promise<Binding> {
  const { PLINTH_BINDING: text, PLINTH_BINDING_PARAMETERS: names } = environment;
  if (names === undefined) return JSON.parse(text ?? '{}');
  const ssm = createSsm({ environment });
  const parts = await Promise.all(names.split(',').map((Name) => ssm.getParameter({ Name })));
  const binding: Record<string, unknown> = {};
  for (const { Parameter } of parts) {
    for (const [name, value] of Object.entries(JSON.parse(Parameter.Value))) {
      // It is cut where a parameter is full, within its members too.
      const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
      binding[name] = isRecord ? Object.assign({}, binding[name], value) : value;
    }
  }
  return binding;
}

async function readSecret(arn: string | undefined, options: TransportOptions): Promise<string> {
  if (arn === undefined) throw new Error('The binding names no cursorSecret, so this function can make no cursors.');
  const { SecretString } = await createSecretsManager(options).getSecretValue({ SecretId: arn });
  if (!SecretString) throw new Error(`The secret ${arn} holds no text.`);
  return SecretString;
}

/**
 * A Lambda handler that is opened at init, before the first call; where that failed, each call tries again.
 * (Entries are CommonJS, which has no top-level await.)
 */
export function openAtInit<Call extends unknown[], Answer>(
  open: () => Promise<(...call: Call) => Promise<Answer>>,
): (...call: Call) => Promise<Answer> {
  const opening = () => {
    const attempt = open();
    attempt.catch(() => {
      opened = undefined;
    });
    return attempt;
  };
  let opened: ReturnType<typeof open> | undefined = opening();
  return async (...call) => (await (opened ??= opening()))(...call);
}
