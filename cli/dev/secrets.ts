import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { Failure, messageOf } from '../failure.js';

/** Stands beside `cdk.json`, and may be committed: what is in it is good on this machine only. */
export const SECRETS_FILE = 'local-secrets.json';

/**
 * The secrets that a stack refers to by name and that a person puts into Secrets Manager by hand, with stand-ins for this machine:
 * `{ "shop/fcm": { … }, "shop/apns": "text" }`. None if there is no such file.
 *
 * @throws Failure if the file is no such object.
 */
export function readLocalSecrets(cwd: string): ReadonlyMap<string, string> {
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
 * Puts into a Secrets Manager what is not there yet.
 *
 * @param to the target's unless given
 */
export async function putLocalSecrets(secrets: ReadonlyMap<string, string>, to?: SecretsManagerClient): Promise<void> {
  if (secrets.size === 0) return;
  const { CreateSecretCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
  const manager = to ?? new SecretsManagerClient({});
  for (const [Name, SecretString] of secrets) {
    try {
      await manager.send(new CreateSecretCommand({ Name, SecretString }));
    } catch (error) {
      if (!(error instanceof Error && error.name === 'ResourceExistsException')) throw error;
    }
  }
}
