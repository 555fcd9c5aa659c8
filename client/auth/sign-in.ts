import type { BackendConfig, CallOptions } from '../core/config.js';
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

export type SignInResult =
  | { status: 'signed-in'; session: Session }
  | {
      status: 'new-password-required';
      /** Sets the password and signs in. @throws BackendError `invalid-password` */
      complete(newPassword: string, options?: CallOptions): Promise<Session>;
    };

type SignIn = (credentials: Credentials, signal?: AbortSignal) => Promise<SignInResult>;

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html */
export function createSignIn(cognito: Cognito, { userPoolId, userPoolClientId: ClientId }: BackendConfig, store: SessionStore): SignIn {
  const respond = (challenge: any, ChallengeResponses: Record<string, string>, signal?: AbortSignal) =>
    cognito(
      'RespondToAuthChallenge',
      { ClientId, ChallengeName: challenge.ChallengeName, Session: challenge.Session, ChallengeResponses },
      { signal },
    );

  async function bySrp(USERNAME: string, password: string, signal?: AbortSignal) {
    const srp = createSrp(userPoolId as string);
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

  return async ({ email, userName = email, password, flow }, signal) => {
    const answer = await (flow === 'password' ? byPassword : bySrp)(userName as string, password, signal);
    if (answer.AuthenticationResult) {
      return { status: 'signed-in', session: await store.begin(answer.AuthenticationResult) };
    }
    if (answer.ChallengeName !== 'NEW_PASSWORD_REQUIRED') {
      throw new BackendError('refused', `This client cannot answer ${answer.ChallengeName}`);
    }
    return {
      status: 'new-password-required',
      async complete(newPassword, options = {}) {
        const USERNAME = answer.ChallengeParameters.USER_ID_FOR_SRP ?? userName;
        const { AuthenticationResult } = await respond(answer, { USERNAME, NEW_PASSWORD: newPassword }, options.signal);
        return store.begin(AuthenticationResult);
      },
    };
  };
}
