import { Duration } from 'aws-cdk-lib';
import { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { Capability, type CapabilityProps } from '../api';
import { acknowledge } from '../api/findings';
import type { AuthSection } from '../manifest';
import type { AuthOptions } from './auth-options';
import { AUTH_PROPS } from './structs';
import type { TokenLifetimes } from './token-lifetimes';

/** What `Auth` is made of. */
export interface AuthProps extends CapabilityProps, AuthOptions {}

/**
 * Sign-in: a Cognito user pool with an app client for browsers, phones and servers of one's own.
 *
 * User names are UUIDs that the client makes; email address and phone number are aliases, so that sign-up does not tell which addresses
 * exist and either can be added or changed later. That choice, like case-insensitivity, cannot be changed without replacing the pool.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
 */
export class Auth extends Capability {
  /** The user pool, made here or given. */
  public readonly userPool: cognito.IUserPool;
  /** The app client, made here or given: without a secret. */
  public readonly userPoolClient: cognito.IUserPoolClient;
  /** The groups made here, by name. */
  public readonly groups: { [name: string]: cognito.CfnUserPoolGroup } = {};

  private readonly options: AuthOptions;

  public constructor(scope: Construct, id: string, props: AuthProps = {}) {
    super(scope, id, 'auth', props);
    this.options = this.api._read(AUTH_PROPS, props, 'auth') ?? {};

    const { userPool, userPoolClient, groups = [] } = this.options;
    this.userPool = userPool ?? this.addUserPool();
    this.userPoolClient = userPoolClient ?? this.addClient();
    if (!userPool) for (const group of new Set(groups)) this.addGroup(group);
    this.api._authorizeWith(
      new HttpUserPoolAuthorizer('Authorizer', this.userPool, {
        userPoolClients: [this.userPoolClient],
        userPoolRegion: this.userPool.env.region,
      }),
    );
  }

  public override section(): any {
    const section: AuthSection = {
      ownerClaim: this.options.ownerClaim ?? 'sub',
      userName: this.options.emailAsUserName ? 'email' : 'uuid',
      groups: this.options.groups ?? [],
    };
    return section;
  }

  public override faults(): string[] {
    const { email, acceptMailLimit, userPool } = this.options;
    if (!this.api.environment.lasting || userPool || email || acceptMailLimit) return [];
    return [
      "auth.email: Cognito's own sender stops at about 50 mails a day. Give a SES identity: " +
        "email: cognito.UserPoolEmail.withSES({ fromEmail: 'hello@example.com' }), or say that it will do: acceptMailLimit: true",
    ];
  }

  public override configuration(): { [name: string]: string } {
    return { userPoolId: this.userPool.userPoolId, userPoolClientId: this.userPoolClient.userPoolClientId };
  }

  private addUserPool(): cognito.UserPool {
    const { environment } = this.api;
    const userPool = new cognito.UserPool(this, 'UserPool', {
      signInAliases: { username: true, email: true, phone: true },
      signInCaseSensitive: false,
      selfSignUpEnabled: this.options.selfSignUp ?? true,
      autoVerify: { email: true },
      // A changed address counts only when its code has come back; until then the old one signs in.
      keepOriginal: { email: true },
      // No text messages until somebody asks for them: they need a role, a spending limit and an origination identity.
      enableSmsRole: false,
      accountRecovery: cognito.AccountRecovery.EMAIL_ONLY,
      passwordPolicy: { ...PASSWORD_POLICY, ...this.options.passwordPolicy },
      mfa: cognito.Mfa.OFF,
      email: this.options.email,
      deletionProtection: environment.deletionProtection,
      removalPolicy: environment.removalPolicy,
    });
    acknowledge(userPool, {
      'AwsSolutions-COG2': 'Asking for a second factor is the application owner’s choice; it can be switched on in the pool at any time.',
      'AwsSolutions-COG8':
        'Threat protection belongs to the Plus plan, which costs several times as much; it can be switched on at any time.',
      'AwsSolutions-COG1': 'Length is what makes a password strong (NIST SP 800-63B); character classes are an option: passwordPolicy.',
    });
    return userPool;
  }

  private addClient(): cognito.UserPoolClient {
    const lifetimes: TokenLifetimes = this.options.tokenLifetimes ?? {};
    return new cognito.UserPoolClient(this, 'Client', {
      userPool: this.userPool,
      generateSecret: false,
      authFlows: { userSrp: true, userPassword: true },
      // The hosted pages and their OAuth flows are not used.
      disableOAuth: true,
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: lifetimes.accessToken ?? Duration.hours(1),
      idTokenValidity: lifetimes.idToken ?? lifetimes.accessToken ?? Duration.hours(1),
      refreshTokenValidity: lifetimes.refreshToken ?? Duration.days(30),
      // Without rotation any number of tabs and devices refresh from the token they hold; with it the first to refresh ends the others' after the grace period.
      refreshTokenRotationGracePeriod: lifetimes.refreshTokenRotation,
    });
  }

  private addGroup(name: string): void {
    this.groups[name] = new cognito.CfnUserPoolGroup(this, `Group-${name}`, { userPoolId: this.userPool.userPoolId, groupName: name });
  }
}

const PASSWORD_POLICY: cognito.PasswordPolicy = {
  minLength: 10,
  requireLowercase: false,
  requireUppercase: false,
  requireDigits: false,
  requireSymbols: false,
  tempPasswordValidity: Duration.days(3),
};
