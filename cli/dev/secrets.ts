import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Template } from '../deploy/template.js';
import { Failure, messageOf } from '../failure.js';

/** Stands beside `cdk.json`, and may be committed: what is in it is good on this machine only. */
export const SECRETS_FILE = 'local-secrets.json';

/** Secrets by name, as text. */
export type Secrets = ReadonlyMap<string, string>;

/**
 * The secrets that a stack refers to by name and that a person puts into Secrets Manager by hand, with stand-ins for this machine:
 * `{ "shop/fcm": { … }, "shop/apns": "text" }`. None if there is no such file.
 *
 * @throws Failure if the file is no such object.
 */
export function readLocalSecrets(cwd: string): Secrets {
  const path = join(cwd, SECRETS_FILE);
  if (!existsSync(path)) return new Map();
  let secrets: unknown;
  try {
    secrets = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Failure(`${path} is not valid JSON: ${messageOf(error)}`);
  }
  if (typeof secrets !== 'object' || secrets === null || Array.isArray(secrets)) {
    throw new Failure(`${path} must be an object of secrets by name: { "shop/fcm": { … } }.`);
  }
  return new Map(Object.entries(secrets).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]));
}

/**
 * Puts secrets into a Secrets Manager, over those of the same names.
 *
 * @param to the target's unless given
 */
export async function putLocalSecrets(secrets: Secrets, to?: SecretsManagerClient): Promise<void> {
  if (secrets.size === 0) return;
  const { CreateSecretCommand, PutSecretValueCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
  const manager = to ?? new SecretsManagerClient({});
  for (const [Name, SecretString] of secrets) {
    try {
      await manager.send(new CreateSecretCommand({ Name, SecretString }));
    } catch (error) {
      if (!(error instanceof Error && error.name === 'ResourceExistsException')) throw error;
      await manager.send(new PutSecretValueCommand({ SecretId: Name, SecretString }));
    }
  }
}

/** Any value will do where nothing is sent; these look like what they stand for. */
const STAND_INS: Readonly<Record<string, unknown>> = {
  apns: '-----BEGIN PRIVATE KEY-----\nnone\n-----END PRIVATE KEY-----',
  fcm: { type: 'service_account', project_id: 'this-machine' },
};

/** In a text of a template the end of an ARN: the name, in a policy with the six characters that Secrets Manager appends. */
const SECRET = /"([^"]*):secret:([\w/+=.@-]+?)(?:-\?{6})?(?=["*:])/g;

/** The secrets that templates name and do not make, each with a stand-in for this machine. */
export function secretsNamed(templates: readonly Template[]): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>();
  const resources = templates.flatMap(({ Resources = {} }) => Object.values(Resources));
  for (const resource of resources) {
    const { platform } = (resource.Properties ?? {}) as { readonly platform?: unknown };
    for (const [, before = '', name = ''] of JSON.stringify(resource.Properties ?? {}).matchAll(SECRET)) {
      // A whole ARN is of one secret of one account, which no other place can have.
      if (before.startsWith('arn:')) continue;
      const standIn = typeof platform === 'string' ? STAND_INS[platform] : undefined;
      if (standIn !== undefined || !found.has(name)) found.set(name, standIn ?? 'any text');
    }
  }
  for (const { Type, Properties } of resources) if (Type === 'AWS::SecretsManager::Secret') found.delete(String(Properties?.Name));
  return found;
}

/**
 * @param to the target's unless given
 * @throws Failure with the entries to add to the file, if a secret that is named is not there
 */
export async function requireSecrets(named: ReadonlyMap<string, unknown>, to?: SecretsManagerClient): Promise<void> {
  if (named.size === 0) return;
  const { DescribeSecretCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
  const manager = to ?? new SecretsManagerClient({});
  const missing: Record<string, unknown> = {};
  for (const [name, standIn] of named) {
    try {
      await manager.send(new DescribeSecretCommand({ SecretId: name }));
    } catch (error) {
      if (!(error instanceof Error && error.name === 'ResourceNotFoundException')) throw error;
      missing[name] = standIn;
    }
  }
  const names = Object.keys(missing);
  if (names.length === 0) return;
  throw new Failure(
    `The ${names.length === 1 ? 'secret' : 'secrets'} ${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} not on this machine. ` +
      `Add to ${SECRETS_FILE}, beside cdk.json (never a real credential):\n${JSON.stringify(missing, null, 2)}`,
  );
}
