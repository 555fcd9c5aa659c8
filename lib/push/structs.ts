import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { CAPABILITY_PROPS, HANDLER_OPTIONS } from '../api/structs';
import { RULE_OF_CALLS } from '../schema/rule';
import { BOOLEAN, having, list, type Members, needed, struct, TEXT, textLike } from '../structs';
import type { PushProps } from './push';
import type { ApnsCredentials, FcmCredentials, PushOptions, PushTopicProps } from './push-options';

const SECRET = having<ISecret>('secretArn', 'a secret', "Secret.fromSecretNameV2(this, 'Key', 'apns')");

const APNS_CREDENTIALS: Members<ApnsCredentials> = {
  keyId: needed(textLike('ABCDE12345')),
  teamId: needed(textLike('ABCDE12345')),
  bundleId: needed(textLike('com.example.app')),
  signingKey: needed(SECRET),
  sandbox: BOOLEAN,
  revision: TEXT,
};

const FCM_CREDENTIALS: Members<FcmCredentials> = {
  serviceAccount: needed(SECRET),
  revision: TEXT,
};

export const PUSH_OPTIONS: Members<PushOptions> = {
  apns: struct(APNS_CREDENTIALS, '{ keyId, teamId, bundleId, signingKey }'),
  fcm: struct(FCM_CREDENTIALS, '{ serviceAccount }'),
  handler: struct(HANDLER_OPTIONS, '{ memorySize: 512 }'),
};

export const PUSH_PROPS = struct<PushProps>({ ...CAPABILITY_PROPS, ...PUSH_OPTIONS });

export const PUSH_TOPIC_PROPS = struct<PushTopicProps>({ rules: needed(list(RULE_OF_CALLS)) }, '{ rules: [Rule.authenticated()] }');
