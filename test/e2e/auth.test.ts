import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { clientOf, type Deployment, deployment, guest, mailedCode, newEmail, PASSWORD, sdkOf, signedUp } from './deployment';

let to: Deployment;
let cognito: CognitoIdentityProviderClient;

beforeAll(() => {
  to = deployment('workshop');
  cognito = new CognitoIdentityProviderClient(sdkOf(to.endpoint));
});

describe('signing up', () => {
  test('the mailed code confirms the address; another does not', async () => {
    const api = await guest(to);
    const email = newEmail();
    const { userName, confirmationRequired, delivery } = await api.auth.signUp({ email, password: PASSWORD });
    expect(confirmationRequired).toBe(true);
    expect(userName).toMatch(/^[0-9a-f-]{36}$/);
    expect(delivery.destination).not.toContain('someone');

    await expect(api.auth.confirmSignUp('000000')).rejects.toMatchObject({ code: 'code-mismatch' });
    await expect(api.auth.signIn({ email, password: PASSWORD })).rejects.toMatchObject({ code: 'not-confirmed' });
    await api.auth.confirmSignUp(await mailedCode(to.endpoint, email));
    expect(await api.auth.signIn({ email, password: PASSWORD })).toMatchObject({ email });
  });

  test('a code can be sent again, and confirmed elsewhere by the user name', async () => {
    const email = newEmail();
    const { userName } = await (await guest(to)).auth.signUp({ email, password: PASSWORD });
    const elsewhere = await guest(to);
    await elsewhere.auth.resendCode({ userName });
    await elsewhere.auth.confirmSignUp(await mailedCode(to.endpoint, email), { userName });
    await expect(elsewhere.auth.signIn({ email, password: PASSWORD })).resolves.toMatchObject({ userId: expect.any(String) });
  });

  test('where the user name is lost, signing up again works', async () => {
    const email = newEmail();
    await (await guest(to)).auth.signUp({ email, password: PASSWORD });
    const again = await guest(to);
    await again.auth.signUp({ email, password: PASSWORD });
    await again.auth.confirmSignUp(await mailedCode(to.endpoint, email));
    await expect(again.auth.signIn({ email, password: PASSWORD })).resolves.toMatchObject({ userId: expect.any(String) });
  });

  test('it does not tell that an address has an account: confirming does', async () => {
    const { email } = await signedUp(to);
    const other = await guest(to);
    await other.auth.signUp({ email, password: PASSWORD });
    await expect(other.auth.confirmSignUp(await mailedCode(to.endpoint, email))).rejects.toMatchObject({ code: 'alias-exists' });
  });

  test('a password that is too weak is refused', async () => {
    await expect((await guest(to)).auth.signUp({ email: newEmail(), password: 'short' })).rejects.toMatchObject({
      code: 'invalid-password',
    });
  });
});

describe('signing in', () => {
  test('by SRP, by password, and not with another password', async () => {
    const { email } = await signedUp(to);
    const api = await guest(to);
    await expect(api.auth.signIn({ email, password: 'wrong horse 9 Battery!' })).rejects.toMatchObject({ code: 'wrong-credentials' });
    await expect(api.auth.signIn({ email: newEmail(), password: PASSWORD })).rejects.toMatchObject({ code: 'wrong-credentials' });
    expect(await api.auth.session()).toBeUndefined();
    await api.auth.signIn({ email, password: PASSWORD });
    await api.auth.signOut();
    await api.auth.signIn({ email, password: PASSWORD, flow: 'password' });
    expect(await api.auth.session()).toMatchObject({ email });
  });

  test('a person whom an administrator made is asked for a password of their own', async () => {
    const email = newEmail();
    const temporary = 'temporary 7 Horse!';
    await cognito.send(
      new AdminCreateUserCommand({
        UserPoolId: to.config.userPoolId,
        Username: crypto.randomUUID(),
        TemporaryPassword: temporary,
        UserAttributes: [
          { Name: 'email', Value: email },
          { Name: 'email_verified', Value: 'true' },
        ],
      }),
    );
    const api = await guest(to);
    await expect(api.auth.signIn({ email, password: temporary })).rejects.toMatchObject({ code: 'new-password-required' });
    expect(await api.auth.session()).toBeUndefined();
    await api.auth.confirmSignIn(PASSWORD);
    expect(await api.auth.session()).toMatchObject({ email });
  });

  test('listeners hear of each sign-in and sign-out', async () => {
    const { email } = await signedUp(to);
    const api = await guest(to);
    const heard: (string | undefined)[] = [];
    const stop = api.auth.onChange((session: { email?: string } | undefined) => heard.push(session?.email));
    await api.auth.signIn({ email, password: PASSWORD });
    await api.auth.signOut();
    stop();
    await api.auth.signIn({ email, password: PASSWORD });
    expect(heard).toEqual([email, undefined]);
  });
});

describe('an account', () => {
  test('changes its password, by the old one', async () => {
    const { api, email } = await signedUp(to);
    const changed = 'another horse 8 Stable!';
    await expect(api.auth.changePassword('wrong horse 9 Battery!', changed)).rejects.toMatchObject({ code: 'wrong-credentials' });
    await api.auth.changePassword(PASSWORD, changed);
    await expect((await guest(to)).auth.signIn({ email, password: PASSWORD })).rejects.toMatchObject({ code: 'wrong-credentials' });
    await expect((await guest(to)).auth.signIn({ email, password: changed })).resolves.toMatchObject({ userId: expect.any(String) });
  });

  test('sets a new password by a mailed code', async () => {
    const { email } = await signedUp(to);
    const api = await guest(to);
    const changed = 'another horse 8 Stable!';
    await api.auth.resetPassword(email);
    await expect(api.auth.confirmResetPassword(email, '000000', changed)).rejects.toMatchObject({ code: 'code-mismatch' });
    await api.auth.confirmResetPassword(email, await mailedCode(to.endpoint, email), changed);
    await expect(api.auth.signIn({ email, password: changed })).resolves.toMatchObject({ userId: expect.any(String) });
  });

  test('is deleted by its person, and gone', async () => {
    const { api, email } = await signedUp(to);
    await api.auth.deleteAccount();
    expect(await api.auth.session()).toBeUndefined();
    await expect((await guest(to)).auth.signIn({ email, password: PASSWORD })).rejects.toMatchObject({ code: 'wrong-credentials' });
  });

  test('joins a group, and its next token says so', async () => {
    const { api, email } = await signedUp(to);
    await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId: to.config.userPoolId, Username: email, GroupName: 'editors' }));
    await api.auth.signIn({ email, password: PASSWORD });
    expect((await api.auth.session()).groups).toEqual(['editors']);
  });
});

describe('a session', () => {
  test('that ends elsewhere is an error, never a silent guest', async () => {
    const { api, email } = await signedUp(to);
    await api.data.parts.create({ name: 'mine' });
    const { stale } = await staleSession(email);
    await cognito.send(new AdminUserGlobalSignOutCommand({ UserPoolId: to.config.userPoolId, Username: email }));
    await expect(stale().data.articles.bySection({ section: 'news' })).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect((await guest(to)).data.articles.bySection({ section: 'news' })).resolves.toMatchObject({ items: expect.any(Array) });
  });

  test('whose token has expired is renewed once, however many calls wait for it', async () => {
    const { email } = await signedUp(to);
    let renewals = 0;
    const { stale } = await staleSession(email);
    const api = stale((url: string, init: RequestInit) => {
      if (new Headers(init.headers).get('x-amz-target')?.endsWith('GetTokensFromRefreshToken')) renewals += 1;
      return fetch(url, init);
    });
    await Promise.all(Array.from({ length: 20 }, () => api.data.parts.newest({ owner: 'me' })));
    expect(renewals).toBe(1);
  });
});

/** A session as it is found after a long while: kept in storage, its access token past its end. */
async function staleSession(email: string) {
  const { createClient } = await clientOf(to);
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  };
  await createClient(to.config, { storage }).auth.signIn({ email, password: PASSWORD });
  for (const [key, text] of kept) {
    const value = JSON.parse(text);
    if (value?.expiresAt) kept.set(key, JSON.stringify({ ...value, expiresAt: 0 }));
  }
  return { stale: (through: unknown = fetch) => createClient(to.config, { storage, fetch: through }) };
}
