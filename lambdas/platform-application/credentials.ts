import type { PushPlatform } from '../../lib/manifest/index.js';
import { AwsError } from '../shared/aws/errors.js';
import type { SecretsManager } from '../shared/aws/secrets-manager.js';
import type { Attributes } from '../shared/aws/sns.js';
import { Refusal } from './custom-resource.js';

export type Secrets = Pick<SecretsManager, 'getSecretValue'>;

/** Where the credentials of a platform are: the secret part of them is never in a template. */
export interface CredentialSource {
  readonly platform: PushPlatform;
  /** ARN of a secret whose text is the `.p8` file of APNs, or the JSON of FCM's service account. */
  readonly secretArn: string;
  /** APNs only. */
  readonly keyId?: string;
  readonly teamId?: string;
  readonly bundleId?: string;
}

/**
 * A platform's credentials as SNS takes them: APNs by a token key, FCM by its HTTP v1.
 * @throws Refusal that names what is wrong, and quotes none of it
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-apple-authentication-methods.html
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-fcm-authentication-methods.html
 */
export async function credentialsOf(source: CredentialSource, secrets: Secrets): Promise<Attributes> {
  const secret = await readSecret(source.secretArn, secrets);
  if (source.platform === 'fcm') {
    if (!isJsonObject(secret))
      throw new Refusal(`The secret ${source.secretArn} must hold the JSON of a service account, as Firebase gives it.`);
    return { PlatformCredential: secret };
  }
  if (!secret.includes('PRIVATE KEY')) throw new Refusal(`The secret ${source.secretArn} must hold a .p8 file, as Apple gives it.`);
  return {
    PlatformCredential: secret,
    PlatformPrincipal: required(source, 'keyId'),
    ApplePlatformTeamID: required(source, 'teamId'),
    ApplePlatformBundleID: required(source, 'bundleId'),
  };
}

async function readSecret(SecretId: string, secrets: Secrets): Promise<string> {
  const { SecretString } = await secrets.getSecretValue({ SecretId }).catch((error) => {
    throw error instanceof AwsError ? new Refusal(`The secret ${SecretId} cannot be read: ${error.name}.`) : error;
  });
  if (!SecretString) throw new Refusal(`The secret ${SecretId} must hold text.`);
  return SecretString;
}

function required(source: CredentialSource, name: 'keyId' | 'teamId' | 'bundleId'): string {
  const value = source[name];
  if (!value) throw new Refusal(`The property ${name} must be there for ${source.platform}.`);
  return value;
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
