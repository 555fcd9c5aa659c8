import type * as cognito from 'aws-cdk-lib/aws-cognito';
import type { TokenLifetimes } from './token-lifetimes';

/** How people sign in. */
export interface AuthOptions {
  /**
   * The groups that rules may name: `Rule.group('editors')`. They are made in the pool, unless the pool is given.
   * @default - none
   */
  readonly groups?: string[];

  /**
   * Whether people can sign up by themselves.
   * @default true
   */
  readonly selfSignUp?: boolean;

  /**
   * What a password must have.
   * @default - 10 characters, any; a temporary one lasts 3 days
   */
  readonly passwordPolicy?: cognito.PasswordPolicy;

  /**
   * Who sends codes: `cognito.UserPoolEmail.withSES({ ... })`.
   * @default - Cognito's own sender, about 50 mails a day
   */
  readonly email?: cognito.UserPoolEmail;

  /**
   * Says that about 50 mails a day will do, where staging and production have no SES identity.
   * @default false
   */
  readonly acceptMailLimit?: boolean;

  /**
   * How long tokens live.
   * @default - access and id token 1 hour, refresh token 30 days
   */
  readonly tokenLifetimes?: TokenLifetimes;

  /**
   * The claim of the access token that names an owner. A pool restored elsewhere has new `sub`s, so a claim of one's own outlives it.
   * @default 'sub'
   */
  readonly ownerClaim?: string;

  /**
   * An existing user pool; its id may be a token. Password policy, mails and groups are then its maker's to decide.
   * @default - one is made
   */
  readonly userPool?: cognito.IUserPool;

  /**
   * An existing app client without a secret, with the SRP flow. Its id may be a token.
   * @default - one is made
   */
  readonly userPoolClient?: cognito.IUserPoolClient;

  /**
   * Says that the user name of the given pool is the email address itself, not a UUID with the address as an alias.
   * @default false
   */
  readonly emailAsUserName?: boolean;
}
