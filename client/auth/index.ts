import type { BackendConfig, ClientOptions, TokenProvider } from '../core/config.js';
import { BackendError } from '../core/error.js';
import { webStorage } from '../core/storage.js';
import { createCognito } from './cognito.js';
import { SessionStore } from './session.js';
import { createSignIn } from './sign-in.js';
import type { Auth, CodeDelivery } from './types.js';

export type { Session } from './tokens.js';
export type { Credentials } from './sign-in.js';
export type { Auth, CodeDelivery, SignUpResult, UserNameOptions } from './types.js';

interface PendingSignUp {
  userName: string;
  email: string;
}

/** `userNames` says of which kind the pool is: aliases over UUIDs, or the address itself. */
export function createAuth(
  config: BackendConfig,
  userNames: 'uuid' | 'email',
  options: ClientOptions = {},
): { auth: Auth; token: TokenProvider } {
  const ClientId = config.userPoolClientId as string;
  const cognito = createCognito(config, options);
  const storage = options.storage ?? webStorage();
  const store = new SessionStore(cognito, ClientId, storage, `plinth.${ClientId}.session`);
  const pendingKey = `plinth.${ClientId}.signUp`;
  const signIn = createSignIn(cognito, config, store);

  async function pending(): Promise<PendingSignUp | undefined> {
    const text = await storage.getItem(pendingKey);
    return text ? JSON.parse(text) : undefined;
  }

  async function userNameOr(given: string | undefined): Promise<string> {
    const userName = given ?? (await pending())?.userName;
    if (!userName) {
      throw new BackendError('invalid-request', 'No sign-up is stored here: give its userName, or sign up again');
    }
    return userName;
  }

  async function withToken(action: string, input: Record<string, unknown>, signal?: AbortSignal, notAuthorized = 'unauthenticated') {
    const AccessToken = await store.token();
    if (!AccessToken) {
      throw new BackendError('unauthenticated', 'Sign in first', 401);
    }
    return cognito(action, { ...input, AccessToken }, { signal, notAuthorized });
  }

  const auth: Auth = {
    async signUp({ email, password }, { signal } = {}) {
      const Username = userNames === 'uuid' ? crypto.randomUUID() : email;
      const UserAttributes = [{ Name: 'email', Value: email }];
      const answer = await cognito('SignUp', { ClientId, Username, Password: password, UserAttributes }, { signal });
      await storage.setItem(pendingKey, JSON.stringify({ userName: Username, email } satisfies PendingSignUp));
      return { userName: Username, confirmationRequired: !answer.UserConfirmed, delivery: delivery(answer) };
    },

    async confirmSignUp(code, { userName, signal } = {}) {
      const Username = await userNameOr(userName);
      const input = { ClientId, Username, ConfirmationCode: code };
      await cognito('ConfirmSignUp', input, { signal, notAuthorized: 'already-confirmed' });
      if ((await pending())?.userName === Username) {
        await storage.removeItem(pendingKey);
      }
    },

    async resendCode({ userName, signal } = {}) {
      const Username = await userNameOr(userName);
      return (
        delivery(await cognito('ResendConfirmationCode', { ClientId, Username }, { signal, notAuthorized: 'already-confirmed' })) ?? {}
      );
    },

    async signIn(credentials, { signal } = {}) {
      try {
        return await signIn.begin(credentials, signal);
      } catch (error) {
        const { email } = credentials;
        const begun = await pending();
        if ((error as BackendError).code !== 'wrong-credentials' || !begun || begun.email !== email || begun.userName === email) {
          throw error;
        }
        // An address is an alias only once it is confirmed: before, the account is found by its user name, and says so.
        return signIn.begin({ ...credentials, email: undefined, userName: begun.userName }, signal);
      }
    },

    confirmSignIn: (newPassword, { signal } = {}) => signIn.confirm(newPassword, signal),

    async signOut({ everywhere, signal } = {}) {
      if (everywhere) {
        await withToken('GlobalSignOut', {}, signal);
        return store.end();
      }
      const Token = await store.refreshToken();
      await store.end();
      if (Token) {
        await cognito('RevokeToken', { ClientId, Token }, { signal, repeatable: true }).catch(() => undefined);
      }
    },

    async changePassword(oldPassword, newPassword, { signal } = {}) {
      const input = { PreviousPassword: oldPassword, ProposedPassword: newPassword };
      await withToken('ChangePassword', input, signal, 'wrong-credentials');
    },

    async resetPassword(email, { signal } = {}) {
      return delivery(await cognito('ForgotPassword', { ClientId, Username: email }, { signal })) ?? {};
    },

    async confirmResetPassword(email, code, newPassword, { signal } = {}) {
      const input = { ClientId, Username: email, ConfirmationCode: code, Password: newPassword };
      await cognito('ConfirmForgotPassword', input, { signal });
    },

    async deleteAccount({ signal } = {}) {
      await withToken('DeleteUser', {}, signal);
      await store.end();
    },

    session: () => store.session(),
    onChange: (listener) => store.onChange(listener),
  };

  return { auth, token: options.token ?? ((rejected) => store.token(rejected)) };
}

function delivery({ CodeDeliveryDetails: details }: any): CodeDelivery | undefined {
  return details && { medium: details.DeliveryMedium, destination: details.Destination };
}
