import { type BackendConfig, requireConfig } from '../core/config.js';
import { BackendError } from '../core/error.js';
import type { Cognito } from './cognito.js';
import type { SessionStore } from './session.js';
import type { Session } from './tokens.js';
import { createSrp } from './srp.js';

export interface Credentials {
  /** The address, or any other alias of the account. */
  email?: string;
  /** In its place, the account's user name. */
  userName?: string;
  password: string;
  /** `password` sends the password itself, over TLS: for pools that migrate users when they sign in. @default 'srp' */
  flow?: 'srp' | 'password';
}

export interface SignIn {
  begin(credentials: Credentials, signal?: AbortSignal): Promise<Session>;
  /** Answers what the last one asked. */
  confirm(newPassword: string, signal?: AbortSignal): Promise<Session>;
}

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html */
export function createSignIn(cognito: Cognito, config: BackendConfig, store: SessionStore): SignIn {
  const ClientId = config.userPoolClientId;
  /** What Cognito asks before it lets in who has begun to sign in. */
  let asked: { challenge: any; USERNAME: string } | undefined;

  const respond = (challenge: any, ChallengeResponses: Record<string, string>, signal?: AbortSignal) =>
    cognito(
      'RespondToAuthChallenge',
      { ClientId, ChallengeName: challenge.ChallengeName, Session: challenge.Session, ChallengeResponses },
      { signal },
    );

  async function bySrp(USERNAME: string, password: string, signal?: AbortSignal) {
    requireConfig(config, 'userPoolId');
    const srp = createSrp(config.userPoolId as string);
    const challenge = await cognito(
      'InitiateAuth',
      { ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME, SRP_A: srp.A } },
      { signal, repeatable: true },
    );
    if (challenge.ChallengeName !== 'PASSWORD_VERIFIER') {
      return challenge;
    }
    const parameters = challenge.ChallengeParameters;
    // The server's clock, where it can be read: this device's may be wrong.
    const now = challenge.Date ? new Date(challenge.Date) : new Date();
    const proof = await srp.prove(parameters, password, now);
    return respond(challenge, { USERNAME: parameters.USERNAME ?? parameters.USER_ID_FOR_SRP, ...proof }, signal);
  }

  const byPassword = (USERNAME: string, PASSWORD: string, signal?: AbortSignal) =>
    cognito(
      'InitiateAuth',
      { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME, PASSWORD } },
      { signal, repeatable: true },
    );

  return {
    async begin({ email, userName = email, password, flow }, signal) {
      asked = undefined;
      const answer = await (flow === 'password' ? byPassword : bySrp)(userName as string, password, signal);
      if (answer.AuthenticationResult) {
        return store.begin(answer.AuthenticationResult);
      }
      if (answer.ChallengeName !== 'NEW_PASSWORD_REQUIRED') {
        throw new BackendError('refused', `This client cannot answer ${answer.ChallengeName}`);
      }
      asked = { challenge: answer, USERNAME: answer.ChallengeParameters.USER_ID_FOR_SRP ?? userName };
      throw new BackendError('new-password-required', 'A password of your own is wanted: call confirmSignIn(newPassword)');
    },

    async confirm(NEW_PASSWORD, signal) {
      if (!asked) {
        throw new BackendError('invalid-request', 'Nothing is asked: call signIn first');
      }
      const { challenge, USERNAME } = asked;
      const { AuthenticationResult } = await respond(challenge, { USERNAME, NEW_PASSWORD }, signal);
      asked = undefined;
      return store.begin(AuthenticationResult);
    },
  };
}
