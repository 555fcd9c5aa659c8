import type { BackendStorage } from '../../../client/core/storage';
import { createAuth } from '../../../client/auth';
import { memoryStorage } from '../../../client/core/storage';
import { CONFIG, json, rejection, type Reply, script, token } from '../scripted';

const KEY = 'plinth.client-id.session';
const ACCESS = { sub: 'user-1', username: 'name-1', 'cognito:groups': ['editors'] };

function tokens(name: string, more: Record<string, unknown> = {}) {
  return {
    AccessToken: token({ ...ACCESS, jti: name }),
    IdToken: token({ email: 'ädä@example.com', jti: name }),
    ExpiresIn: 3600,
    ...more,
  };
}

const renewed = (name: string, more?: Record<string, unknown>) => json(200, { AuthenticationResult: tokens(name, more) });
function fail(): never {
  throw new Error('not asked yet');
}

const notAuthorized = json(400, { __type: 'NotAuthorizedException', message: 'Refresh Token has been revoked' });

async function signedIn(replies: Reply[], storage: BackendStorage = memoryStorage()) {
  const fetch = script(json(200, { AuthenticationResult: tokens('first', { RefreshToken: 'refresh-1' }) }), ...replies);
  const made = createAuth(CONFIG, 'uuid', { fetch, storage });
  await made.auth.signIn({ email: 'a@b.c', password: 'p', flow: 'password' });
  const refreshes = () => fetch.sent.filter(({ headers }) => headers['X-Amz-Target']?.endsWith('GetTokensFromRefreshToken'));
  return { ...made, storage, refreshes, sent: fetch.sent };
}

beforeEach(() => {
  jest.useFakeTimers({ now: 1_000_000, doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
});
afterEach(() => {
  jest.useRealTimers();
  for (const name of ['window', 'navigator']) {
    Reflect.deleteProperty(globalThis, name);
  }
});

test('a session says who is signed in', async () => {
  const { auth } = await signedIn([]);
  expect(await auth.session()).toMatchObject({
    userId: 'user-1',
    userName: 'name-1',
    email: 'ädä@example.com',
    groups: ['editors'],
    expiresAt: 4_600_000,
  });
});

test('without one there is neither session nor token', async () => {
  const { auth, token } = createAuth(CONFIG, 'uuid', { storage: memoryStorage(), fetch: script(new Error('not called')) });
  expect(await auth.session()).toBeUndefined();
  expect(await token()).toBeUndefined();
});

describe('a token', () => {
  test('is used as it is while it lasts', async () => {
    const { token, refreshes } = await signedIn([]);
    jest.setSystemTime(1_000_000 + 3_539_000);
    expect(await token()).toBe(tokens('first').AccessToken);
    expect(refreshes()).toHaveLength(0);
  });

  test('is renewed ahead of its end, once for fifty calls that wait', async () => {
    const { auth, token, refreshes } = await signedIn([renewed('second')]);
    jest.setSystemTime(1_000_000 + 3_541_000);
    const got = await Promise.all([...Array.from({ length: 50 }, () => token()), auth.session().then((session) => session?.accessToken)]);
    expect(new Set(got)).toEqual(new Set([tokens('second').AccessToken]));
    expect(refreshes()).toHaveLength(1);
    expect(refreshes()[0]?.body).toEqual({ ClientId: 'client-id', RefreshToken: 'refresh-1' });
  });

  test('that was rejected is renewed once, also for calls that learn of it later', async () => {
    const { token, refreshes } = await signedIn([renewed('second')]);
    const old = await token();
    const second = await Promise.all(Array.from({ length: 50 }, () => token(old)));
    expect(new Set(second)).toEqual(new Set([tokens('second').AccessToken]));
    expect(await token(old)).toBe(second[0]);
    expect(refreshes()).toHaveLength(1);
  });

  test('is renewed by the newest refresh token where the pool rotates them', async () => {
    const { token, refreshes } = await signedIn([renewed('second', { RefreshToken: 'refresh-2' }), renewed('third')]);
    await token(await token());
    await token(await token());
    expect(refreshes().map(({ body }) => body.RefreshToken)).toEqual(['refresh-1', 'refresh-2']);
  });
});

describe('a session that has ended', () => {
  test('is an error for each call, and not a guest, over a reload too', async () => {
    const { auth, token, storage } = await signedIn([notAuthorized]);
    const heard: unknown[] = [];
    auth.onChange((session) => heard.push(session));
    expect(await rejection(Promise.resolve(token(await token())))).toMatchObject({ code: 'unauthenticated', status: 401 });
    expect(await rejection(Promise.resolve(token()))).toMatchObject({ code: 'unauthenticated' });
    expect(await auth.session()).toBeUndefined();
    expect(heard).toEqual([undefined]);

    const reloaded = createAuth(CONFIG, 'uuid', { storage, fetch: script(new Error('not called')) });
    expect(await rejection(Promise.resolve(reloaded.token()))).toMatchObject({ code: 'unauthenticated' });
    await reloaded.auth.signOut();
    expect(await reloaded.token()).toBeUndefined();
  });

  test.each<[string, Reply]>([
    ['the network is down', new TypeError('down')],
    ['Cognito is', json(503)],
    ['there are too many requests', json(400, { __type: 'TooManyRequestsException' })],
    ['the configuration is wrong', json(400, { __type: 'ResourceNotFoundException' })],
  ])('is not meant where %s', async (_why, reply) => {
    const { auth, token, sent } = await signedIn([reply, reply, reply, reply, renewed('second')]);
    const failed = rejection(Promise.resolve(token(await token())));
    await jest.runAllTimersAsync();
    expect((await failed).code).not.toBe('unauthenticated');
    expect(await auth.session()).toMatchObject({ userId: 'user-1' });
    sent.length = 4 + 1;
    expect(await token(tokens('first').AccessToken)).toBe(tokens('second').AccessToken);
  });
});

test('a sign-out is not undone by a refresh that was on its way', async () => {
  let answer: (response: Response) => void = fail;
  const { auth, token, storage } = await signedIn([() => new Promise<Response>((resolve) => (answer = resolve)), json(200, {})]);
  const waiting = token(await token());
  await new Promise(setImmediate);
  await auth.signOut();
  answer(renewed('second'));
  expect(await waiting).toBeUndefined();
  expect(storage.getItem(KEY)).toBeNull();
});

test('a session lasts over a reload, in a storage with promises too', async () => {
  const memory = memoryStorage();
  const storage: BackendStorage = {
    getItem: async (key) => memory.getItem(key),
    setItem: async (key, value) => memory.setItem(key, value),
    removeItem: async (key) => memory.removeItem(key),
  };
  await signedIn([], storage);
  const { auth } = createAuth(CONFIG, 'uuid', { storage, fetch: script(new Error('not called')) });
  expect(await auth.session()).toMatchObject({ userId: 'user-1' });
});

test('a storage that fails once is asked again', async () => {
  const storage = memoryStorage();
  await signedIn([], storage);
  jest.spyOn(storage, 'getItem').mockRejectedValueOnce(new Error('locked'));
  const { auth } = createAuth(CONFIG, 'uuid', { storage, fetch: script(new Error('not called')) });
  expect((await rejection(auth.session())).message).toBe('locked');
  expect(await auth.session()).toMatchObject({ userId: 'user-1' });
});

describe('in tabs that share a storage', () => {
  const tell = new Set<(event: object) => void>();
  const storage = memoryStorage();

  beforeEach(() => {
    tell.clear();
    (globalThis as any).window = { localStorage: storage, addEventListener: (_name: string, listener: () => void) => tell.add(listener) };
  });

  const store = () => {
    for (const listener of tell) {
      listener({ key: KEY, storageArea: storage });
    }
    return new Promise(setImmediate);
  };

  test('each follows what another does', async () => {
    const other = createAuth(CONFIG, 'uuid', { storage, fetch: script(new Error('not called')) });
    const heard: (string | undefined)[] = [];
    const stop = other.auth.onChange((session) => heard.push(session?.userId));
    expect(await other.auth.session()).toBeUndefined();
    const { auth } = await signedIn([json(200, {})], storage);
    await store();
    await store();
    await auth.signOut();
    await store();
    expect(heard).toEqual(['user-1', undefined]);
    stop();
  });

  test('one refresh serves all: who waited takes what the other got', async () => {
    let queue: Promise<unknown> = Promise.resolve();
    Object.defineProperty(globalThis, 'navigator', {
      configurable: true,
      value: { locks: { request: (_name: string, work: () => Promise<unknown>) => (queue = queue.then(work)) } },
    });
    const first = await signedIn([renewed('second')], storage);
    const other = createAuth(CONFIG, 'uuid', { storage, fetch: script(new Error('not called')) });
    const old = await first.token();
    expect(await other.token()).toBe(old);
    expect(await Promise.all([first.token(old), other.token(old)])).toEqual([tokens('second').AccessToken, tokens('second').AccessToken]);
  });
});
