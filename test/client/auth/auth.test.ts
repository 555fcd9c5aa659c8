import { createAuth } from '../../../client/auth';
import { memoryStorage } from '../../../client/core/storage';
import { CONFIG, json, rejection, type Reply, script, token } from '../scripted';

const TOKENS = { AccessToken: token({ sub: 's', username: 'u' }), IdToken: token({}), RefreshToken: 'refresh', ExpiresIn: 3600 };
const SIGNED_IN = json(200, { AuthenticationResult: TOKENS });
const DELIVERY = { CodeDeliveryDetails: { DeliveryMedium: 'EMAIL', Destination: 'a***@e***' } };
const error = (type: string) => json(400, { __type: type, message: 'As Cognito says' });
const ADA = { email: 'ada@example.com', password: 'correct horse' };
const UUID = /^[0-9a-f-]{36}$/;

function client(replies: Reply[], userNames: 'uuid' | 'email' = 'uuid', storage = memoryStorage()) {
  const fetch = script(...replies);
  const { auth } = createAuth(CONFIG, userNames, { fetch, storage });
  const actions = () => fetch.sent.map(({ headers }) => headers['X-Amz-Target']?.split('.')[1]);
  return { auth, storage, sent: fetch.sent, actions };
}

/** Signs in first; the script goes on after that. */
async function signedIn(...replies: Reply[]) {
  const made = client([SIGNED_IN, ...replies]);
  await made.auth.signIn({ ...ADA, flow: 'password' });
  return made;
}

test('Cognito is asked without a signature, at its own address or a given one', async () => {
  const { auth, sent } = client([json(200, DELIVERY)]);
  await auth.resetPassword('ada@example.com');
  expect(sent[0]).toMatchObject({
    url: 'https://cognito-idp.eu-west-1.amazonaws.com',
    method: 'POST',
    headers: { 'Content-Type': 'application/x-amz-json-1.1', 'X-Amz-Target': 'AWSCognitoIdentityProviderService.ForgotPassword' },
  });
  const fetch = script(json(200, DELIVERY));
  await createAuth({ ...CONFIG, cognitoEndpoint: 'http://localhost:4566' }, 'uuid', { fetch }).auth.resetPassword('a');
  expect(fetch.sent[0]?.url).toBe('http://localhost:4566');
});

describe('signing up', () => {
  test('makes a user name, returns and stores it, and confirms by it', async () => {
    const { auth, sent } = client([json(200, { UserConfirmed: false, ...DELIVERY }), json(200, DELIVERY), json(200, {})]);
    const result = await auth.signUp(ADA);
    expect(result).toEqual({
      userName: expect.stringMatching(UUID),
      confirmationRequired: true,
      delivery: { medium: 'EMAIL', destination: 'a***@e***' },
    });
    expect(sent[0]?.body).toEqual({
      ClientId: 'client-id',
      Username: result.userName,
      Password: ADA.password,
      UserAttributes: [{ Name: 'email', Value: ADA.email }],
    });
    await auth.resendCode();
    await auth.confirmSignUp('123456');
    expect(sent[1]?.body).toEqual({ ClientId: 'client-id', Username: result.userName });
    expect(sent[2]?.body).toEqual({ ClientId: 'client-id', Username: result.userName, ConfirmationCode: '123456' });
    expect(await rejection(auth.confirmSignUp('123456'))).toMatchObject({ code: 'invalid-request' });
  });

  test('takes the address as the user name where the pool does', async () => {
    const { auth, sent } = client([json(200, {})], 'email');
    await auth.signUp(ADA);
    expect(sent[0]?.body.Username).toBe(ADA.email);
  });

  test('is confirmed elsewhere by a given user name, and again under another one where that is lost', async () => {
    const { auth, sent, storage } = client([json(200, {})]);
    expect(await rejection(auth.confirmSignUp('1'))).toMatchObject({ code: 'invalid-request' });
    await auth.confirmSignUp('1', { userName: 'given' });
    expect(sent[0]?.body.Username).toBe('given');
    const first = await auth.signUp(ADA);
    storage.removeItem('plinth.client-id.signUp');
    expect((await auth.signUp(ADA)).userName).not.toBe(first.userName);
  });

  test.each([
    ['InvalidPasswordException', 'invalid-password'],
    ['UsernameExistsException', 'alias-exists'],
    ['UserLambdaValidationException', 'refused'],
    ['LimitExceededException', 'limit-exceeded'],
    ['InvalidParameterException', 'invalid-request'],
  ])('may be refused: %s is %s', async (type, code) => {
    const { auth, storage } = client([error(type)]);
    expect(await rejection(auth.signUp(ADA))).toMatchObject({ code, status: 400, message: 'As Cognito says' });
    expect(storage.getItem('plinth.client-id.signUp')).toBeNull();
  });

  test.each([
    ['CodeMismatchException', 'code-mismatch'],
    ['ExpiredCodeException', 'code-expired'],
    ['AliasExistsException', 'alias-exists'],
    ['NotAuthorizedException', 'already-confirmed'],
    ['com.amazon#TooManyFailedAttemptsException', 'limit-exceeded'],
  ])('may not be confirmed: %s is %s', async (type, code) => {
    const { auth } = client([error(type)]);
    expect(await rejection(auth.confirmSignUp('1', { userName: 'u' }))).toMatchObject({ code });
  });
});

describe('signing in', () => {
  test('proves the password by SRP, by the server clock', async () => {
    const parameters = { USER_ID_FOR_SRP: 'uuid', USERNAME: 'uuid', SALT: 'ab12', SRP_B: 'abc', SECRET_BLOCK: 'AAAA' };
    const challenge = { ChallengeName: 'PASSWORD_VERIFIER', ChallengeParameters: parameters, Session: 'x' };
    const { auth, sent } = client([json(200, challenge, { date: 'Tue, 03 Mar 2026 07:04:05 GMT' }), SIGNED_IN]);
    expect(await auth.signIn(ADA)).toMatchObject({ userId: 's', userName: 'u', groups: [] });
    expect(sent[0]?.body).toEqual({
      ClientId: 'client-id',
      AuthFlow: 'USER_SRP_AUTH',
      AuthParameters: { USERNAME: ADA.email, SRP_A: expect.stringMatching(/^[0-9a-f]{700,768}$/) },
    });
    expect(sent[1]?.body).toEqual({
      ClientId: 'client-id',
      ChallengeName: 'PASSWORD_VERIFIER',
      Session: 'x',
      ChallengeResponses: {
        USERNAME: 'uuid',
        TIMESTAMP: 'Tue Mar 3 07:04:05 UTC 2026',
        PASSWORD_CLAIM_SECRET_BLOCK: 'AAAA',
        PASSWORD_CLAIM_SIGNATURE: expect.stringMatching(/^[\w+/]{43}=$/),
      },
    });
    expect(JSON.stringify(sent)).not.toContain(ADA.password);
  });

  test('sends the password only if told so', async () => {
    const { sent } = await signedIn();
    expect(sent[0]?.body).toMatchObject({
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: ADA.email, PASSWORD: ADA.password },
    });
  });

  test('asks for a new password where Cognito does', async () => {
    const challenge = { ChallengeName: 'NEW_PASSWORD_REQUIRED', ChallengeParameters: { USER_ID_FOR_SRP: 'uuid' }, Session: 'x' };
    const { auth, sent } = client([json(200, challenge), error('InvalidPasswordException'), SIGNED_IN]);
    expect(await rejection(auth.signIn({ ...ADA, flow: 'password' }))).toMatchObject({ code: 'new-password-required' });
    expect(await auth.session()).toBeUndefined();
    expect(await rejection(auth.confirmSignIn('short'))).toMatchObject({ code: 'invalid-password' });
    expect(await auth.confirmSignIn('a better horse')).toMatchObject({ userId: 's' });
    expect(sent[2]?.body).toMatchObject({ Session: 'x', ChallengeResponses: { USERNAME: 'uuid', NEW_PASSWORD: 'a better horse' } });
    expect(await auth.session()).toMatchObject({ userId: 's' });
  });

  test('answers nothing that was not asked', async () => {
    const { auth, sent } = client([SIGNED_IN]);
    expect(await rejection(auth.confirmSignIn('a better horse'))).toMatchObject({ code: 'invalid-request' });
    expect(sent).toHaveLength(0);
  });

  test('says what of the configuration is missing', async () => {
    const { auth } = createAuth({ apiUrl: 'https://api.test' }, 'uuid', { storage: memoryStorage() });
    expect((await rejection(auth.signIn(ADA))).message).toContain('config.userPoolId is missing');
  });

  test('does not pretend to know other challenges', async () => {
    const { auth } = client([json(200, { ChallengeName: 'SMS_MFA', ChallengeParameters: {} })]);
    expect(await rejection(auth.signIn(ADA))).toMatchObject({ code: 'refused', message: 'This client cannot answer SMS_MFA' });
  });

  test.each([
    ['NotAuthorizedException', 'wrong-credentials'],
    ['UserNotFoundException', 'wrong-credentials'],
    ['UserNotConfirmedException', 'not-confirmed'],
    ['PasswordResetRequiredException', 'password-reset-required'],
  ])('may be refused: %s is %s', async (type, code) => {
    const { auth, sent } = client([error(type)]);
    expect(await rejection(auth.signIn(ADA))).toMatchObject({ code });
    expect(sent).toHaveLength(1);
  });

  test('with an address that is not confirmed yet says so, by the stored user name', async () => {
    const { auth, sent } = client([json(200, {}), error('NotAuthorizedException'), error('UserNotConfirmedException')]);
    const { userName } = await auth.signUp(ADA);
    expect(await rejection(auth.signIn(ADA))).toMatchObject({ code: 'not-confirmed' });
    expect(sent.map(({ body }) => body.AuthParameters?.USERNAME)).toEqual([undefined, ADA.email, userName]);
  });

  test('with another address does not', async () => {
    const { auth, sent } = client([json(200, {}), error('NotAuthorizedException')]);
    await auth.signUp(ADA);
    expect(await rejection(auth.signIn({ ...ADA, email: 'bob@example.com' }))).toMatchObject({ code: 'wrong-credentials' });
    expect(sent).toHaveLength(2);
  });
});

describe('signing out', () => {
  test('ends the session here, and revokes its refresh token', async () => {
    const { auth, sent, actions } = await signedIn(json(200, {}));
    const heard: unknown[] = [];
    auth.onChange((session) => heard.push(session));
    await auth.signOut();
    expect(actions()).toEqual(['InitiateAuth', 'RevokeToken']);
    expect(sent[1]?.body).toEqual({ ClientId: 'client-id', Token: 'refresh' });
    expect(await auth.session()).toBeUndefined();
    expect(heard).toEqual([undefined]);
  });

  test('works offline, and without a session', async () => {
    const { auth, storage } = await signedIn(error('InternalErrorException'));
    await auth.signOut();
    await auth.signOut();
    expect(storage.getItem('plinth.client-id.session')).toBeNull();
  });

  test('everywhere ends all sessions, or none', async () => {
    const { auth, actions } = await signedIn(error('InternalErrorException'), json(200, {}));
    await rejection(auth.signOut({ everywhere: true }));
    expect(await auth.session()).toBeDefined();
    await auth.signOut({ everywhere: true });
    expect(await auth.session()).toBeUndefined();
    expect(actions()).toEqual(['InitiateAuth', 'GlobalSignOut', 'GlobalSignOut']);
  });
});

describe('the account', () => {
  test('has its password changed by who is signed in', async () => {
    const { auth, sent } = await signedIn(json(200, {}), error('NotAuthorizedException'), error('PasswordHistoryPolicyViolationException'));
    await auth.changePassword('old', 'new');
    expect(sent[1]?.body).toEqual({ AccessToken: TOKENS.AccessToken, PreviousPassword: 'old', ProposedPassword: 'new' });
    expect(await rejection(auth.changePassword('wrong', 'new'))).toMatchObject({ code: 'wrong-credentials' });
    expect(await rejection(auth.changePassword('old', 'bad'))).toMatchObject({ code: 'invalid-password' });
  });

  test('has its password reset by a code', async () => {
    const { auth, sent } = client([json(200, DELIVERY), json(200, {}), error('CodeMismatchException')]);
    expect(await auth.resetPassword(ADA.email)).toEqual({ medium: 'EMAIL', destination: 'a***@e***' });
    await auth.confirmResetPassword(ADA.email, '1234', 'new');
    expect(sent[1]?.body).toEqual({ ClientId: 'client-id', Username: ADA.email, ConfirmationCode: '1234', Password: 'new' });
    expect(await rejection(auth.confirmResetPassword(ADA.email, '9', 'new'))).toMatchObject({ code: 'code-mismatch' });
  });

  test('is deleted, and its session with it', async () => {
    const { auth, actions } = await signedIn(json(200, {}));
    await auth.deleteAccount();
    expect(actions()).toEqual(['InitiateAuth', 'DeleteUser']);
    expect(await auth.session()).toBeUndefined();
  });

  test("is nobody's without a session", async () => {
    const { auth, sent } = client([json(200, {})]);
    for (const call of [auth.changePassword('a', 'b'), auth.deleteAccount(), auth.signOut({ everywhere: true })]) {
      expect(await rejection(call)).toMatchObject({ code: 'unauthenticated' });
    }
    expect(sent).toHaveLength(0);
  });
});

test('what may be done twice is sent again, and nothing else is', async () => {
  const down = new TypeError('down');
  jest.spyOn(Math, 'random').mockReturnValue(0);
  const resent = client([down, SIGNED_IN]);
  await resent.auth.signIn({ ...ADA, flow: 'password' });
  expect(resent.sent).toHaveLength(2);
  const once = client([down, json(200, {})]);
  expect(await rejection(once.auth.signUp(ADA))).toMatchObject({ code: 'network' });
  expect(once.sent).toHaveLength(1);
  jest.restoreAllMocks();
});

test('a token provider of the application goes before the session', async () => {
  const { token: provided } = createAuth(CONFIG, 'uuid', { token: () => 'theirs', storage: memoryStorage() });
  expect(await provided()).toBe('theirs');
});
