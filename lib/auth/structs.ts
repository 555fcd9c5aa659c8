import type { PasswordPolicy, IUserPool, IUserPoolClient, UserPoolEmail } from 'aws-cdk-lib/aws-cognito';
import { CAPABILITY_PROPS, DURATION } from '../api/structs';
import { BOOLEAN, having, kind, list, type Members, struct, textLike } from '../structs';
import type { AuthProps } from './auth';
import type { AuthOptions } from './auth-options';
import type { TokenLifetimes } from './token-lifetimes';

const TOKEN_LIFETIMES: Members<TokenLifetimes> = {
  accessToken: DURATION,
  idToken: DURATION,
  refreshToken: DURATION,
  refreshTokenRotation: DURATION,
};

/** The CDK's own struct, to which a newer one may add. */
const PASSWORD_POLICY = kind<PasswordPolicy>(
  { words: 'a password policy', example: '{ minLength: 12 }' },
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

export const AUTH_OPTIONS: Members<AuthOptions> = {
  groups: list(textLike('editors')),
  selfSignUp: BOOLEAN,
  passwordPolicy: PASSWORD_POLICY,
  email: having<UserPoolEmail>('_bind', 'a UserPoolEmail', "cognito.UserPoolEmail.withSES({ fromEmail: 'hello@example.com' })"),
  acceptMailLimit: BOOLEAN,
  tokenLifetimes: struct(TOKEN_LIFETIMES, '{ accessToken: Duration.minutes(30) }'),
  ownerClaim: textLike('sub'),
  userPool: having<IUserPool>('userPoolId', 'a user pool', "cognito.UserPool.fromUserPoolId(this, 'Pool', id)"),
  userPoolClient: having<IUserPoolClient>(
    'userPoolClientId',
    'an app client',
    "cognito.UserPoolClient.fromUserPoolClientId(this, 'Client', id)",
  ),
  emailAsUserName: BOOLEAN,
};

export const AUTH_PROPS = struct<AuthProps>({ ...CAPABILITY_PROPS, ...AUTH_OPTIONS });
