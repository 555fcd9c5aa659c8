import { type BackendConfig, type ClientOptions, requireConfig } from '../core/config.js';
import { BackendError } from '../core/error.js';
import { exchange } from '../core/exchange.js';

/** What Cognito calls an error, without its `Exception`, and what we do. What is not here is `invalid-request`, or `internal` from 500 on. */
const CODES: Record<string, string> = {
  NotAuthorized: 'wrong-credentials',
  // Where the pool tells them apart; it should not, and neither do we.
  UserNotFound: 'wrong-credentials',
  UserNotConfirmed: 'not-confirmed',
  PasswordResetRequired: 'password-reset-required',
  InvalidPassword: 'invalid-password',
  PasswordHistoryPolicyViolation: 'invalid-password',
  UsernameExists: 'alias-exists',
  AliasExists: 'alias-exists',
  CodeMismatch: 'code-mismatch',
  ExpiredCode: 'code-expired',
  LimitExceeded: 'limit-exceeded',
  TooManyFailedAttempts: 'limit-exceeded',
  TooManyRequests: 'too-many-requests',
  Forbidden: 'forbidden',
  UserLambdaValidation: 'refused',
  RefreshTokenReuse: 'wrong-credentials',
};

export interface CognitoOptions {
  signal?: AbortSignal;
  /** Whether sending twice does no harm. @default false */
  repeatable?: boolean;
  /** What a `NotAuthorizedException` means here. @default 'wrong-credentials' */
  notAuthorized?: string;
}

/** Calls one action of the user pool's API, which needs no signature. The answer's `Date` comes beside its members. */
export type Cognito = (action: string, input: Record<string, unknown>, options?: CognitoOptions) => Promise<any>;

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/Welcome.html */
export function createCognito(config: BackendConfig, options?: ClientOptions): Cognito {
  const url = config.cognitoEndpoint ?? `https://cognito-idp.${config.region}.amazonaws.com`;
  return async (action, input, { signal, repeatable, notAuthorized } = {}) => {
    requireConfig(config, 'userPoolClientId');
    requireConfig(config, config.cognitoEndpoint ? 'cognitoEndpoint' : 'region');
    const headers = {
      'Content-Type': 'application/x-amz-json-1.1',
      'X-Amz-Target': `AWSCognitoIdentityProviderService.${action}`,
    };
    const answer = await exchange(url, { method: 'POST', headers, body: JSON.stringify(input), signal, repeatable }, options);
    const { status, body } = answer;
    if (status === 200) {
      return { ...body, Date: answer.headers.get('date') };
    }
    const name = /(\w+?)(Exception)?$/.exec(body?.__type)?.[1] ?? '';
    const code = (name === 'NotAuthorized' && notAuthorized) || (CODES[name] ?? (status < 500 ? 'invalid-request' : 'internal'));
    throw new BackendError(code, body?.message ?? body?.Message ?? name, status, {
      requestId: answer.headers.get('x-amzn-requestid') ?? undefined,
    });
  };
}
