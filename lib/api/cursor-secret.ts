import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Environment } from './environment';
import { acknowledge } from './findings';

/** Sixty-four letters and digits that no template, log or output holds. */
export function addCursorSecret(scope: Construct, environment: Environment): Secret {
  const secret = new Secret(scope, 'CursorSecret', {
    description: 'Keys the encryption of cursors; nothing stored depends on it',
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
    removalPolicy: environment.removalPolicy,
  });
  acknowledge(secret, { 'AwsSolutions-SMG4': 'A rotation would only end the cursors that are out; replace the secret to do so.' });
  return secret;
}
