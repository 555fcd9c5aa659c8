import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { type Deployment, deployment, type Person, signedUp } from './deployment';

let to: Deployment;
let ada: Person;
let token: string;
let session: { accessToken: string; idToken: string };

/** A request as anyone may send it, without the client's manners. */
async function send(method: string, path: string, options: { token?: string; body?: string; headers?: Record<string, string> } = {}) {
  const headers = {
    ...(options.token && { authorization: `Bearer ${options.token}` }),
    ...(options.body !== undefined && { 'content-type': 'application/json' }),
    ...options.headers,
  };
  const answer = await fetch(`${to.config.apiUrl}${path}`, { method, headers, body: options.body });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    type: answer.headers.get('content-type')?.split(';')[0],
    body: text && JSON.parse(text),
  };
}

const base64url = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const claimsOf = (jwt: string) => JSON.parse(Buffer.from(jwt.split('.')[1]!, 'base64url').toString());

beforeAll(async () => {
  to = deployment('workshop');
  ada = await signedUp(to, 'ada');
  session = await ada.api.auth.session();
  token = session.accessToken;
});

describe('tokens', () => {
  const forge = (change: Record<string, unknown>) =>
    `${token.split('.')[0]}.${base64url({ ...claimsOf(token), ...change })}.${token.split('.')[2]}`;

  test('a good one is taken', async () => {
    expect((await send('GET', '/data/parts?owner=me', { token })).status).toBe(200);
  });

  test.each<[string, () => string | undefined]>([
    ['none', () => undefined],
    ['no JWT', () => 'nonsense'],
    ['a changed claim', () => forge({ sub: 'someone-else' })],
    ['an expired one', () => forge({ exp: 1 })],
    ['alg none', () => `${base64url({ alg: 'none' })}.${token.split('.')[1]}.`],
    [
      'signed by another key',
      () => {
        const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
        const [head, claims] = token.split('.');
        return `${head}.${claims}.${sign('sha256', Buffer.from(`${head}.${claims}`), privateKey).toString('base64url')}`;
      },
    ],
    [
      'signed with the public key as a secret',
      () => {
        const unsigned = `${base64url({ alg: 'HS256' })}.${token.split('.')[1]}`;
        return `${unsigned}.${createHmac('sha256', 'public').update(unsigned).digest('base64url')}`;
      },
    ],
  ])('%s is refused before any handler', async (_, forged) => {
    const answer = await send('GET', '/data/parts?owner=me', { token: forged() });
    expect(answer.status).toBe(401);
  });

  test('an id token is refused', async () => {
    expect((await send('GET', '/data/parts?owner=me', { token: session.idToken })).status).toBe(403);
  });

  test('a guest route serves guests, whatever token is sent', async () => {
    expect((await send('GET', '/guest/data/articles?section=news', { token })).status).toBe(200);
    // No rule of this model admits guests: it answers as to anyone without a session.
    expect((await send('GET', '/guest/data/parts?owner=me', { token })).status).toBe(401);
  });
});

describe('a request that cannot be understood', () => {
  test.each<[string, string, string, { body?: string; headers?: Record<string, string> }, number, string]>([
    ['no JSON', 'POST', '/data/parts', { body: '{"name":' }, 400, 'invalid-request'],
    ['no object', 'POST', '/data/parts', { body: '[1]' }, 422, 'validation-failed'],
    ['a string', 'POST', '/data/parts', { body: '"x"' }, 422, 'validation-failed'],
    [
      'another media type',
      'POST',
      '/data/parts',
      { body: 'name=x', headers: { 'content-type': 'text/plain' } },
      415,
      'unsupported-media-type',
    ],
    ['a body over 400 kB', 'POST', '/data/notices', { body: JSON.stringify({ text: 'x'.repeat(420_000) }) }, 413, 'too-large'],
    ['an unknown model', 'GET', '/data/nothing/1', {}, 404, 'not-found'],
    ['a model named like a part of JavaScript', 'GET', '/data/constructor/1', {}, 404, 'not-found'],
    ['an unknown field', 'POST', '/data/parts', { body: '{"name":"x","nmae":"y"}' }, 422, 'validation-failed'],
    ['a prototype', 'POST', '/data/parts', { body: '{"name":"x","__proto__":{"admin":true}}' }, 422, 'validation-failed'],
    ['a bad If-Match', 'PATCH', '/data/parts/1', { body: '{}', headers: { 'if-match': 'one' } }, 400, 'invalid-request'],
    ['an unknown index', 'GET', '/data/parts?index=fastest&owner=me', {}, 400, 'invalid-request'],
    ['no index for these fields', 'GET', '/data/parts?name=x', {}, 400, 'invalid-request'],
    ['a cursor from elsewhere', 'GET', '/data/parts?owner=me&cursor=AAAA', {}, 400, 'invalid-request'],
    ['a limit that is none', 'GET', '/data/parts?owner=me&limit=many', {}, 400, 'invalid-request'],
    ['a limit too high', 'GET', '/data/parts?owner=me&limit=100000', {}, 400, 'invalid-request'],
    ['an unknown parameter', 'GET', '/data/parts?owner=me&colour=red', {}, 400, 'invalid-request'],
    ['a range without sense', 'GET', '/data/parts?owner=me&createdAt.near=1', {}, 400, 'invalid-request'],
  ])('%s gets its own problem', async (_, method, path, options, status, code) => {
    const answer = await send(method, path, { token, ...options });
    expect(answer).toMatchObject({ status, type: 'application/problem+json', body: { type: `urn:plinth:problem:${code}`, status } });
    expect(answer.body.requestId).toEqual(expect.any(String));
  });

  test('nothing of it was written', async () => {
    expect((await send('GET', '/data/parts?owner=me', { token })).body).toEqual({ items: [] });
  });

  test('an index key that is too long or empty is refused before it is written', async () => {
    for (const name of ['x'.repeat(1025), '']) {
      const answer = await send('POST', '/data/notices', { token, body: JSON.stringify({ text: name, id: 'x y' }) });
      expect(answer.status).toBe(422);
    }
  });
});

describe('the web’s own standards', () => {
  test('a create answers with its place and version, and repeats by its key', async () => {
    const headers = { 'idempotency-key': uuidv7() };
    const body = JSON.stringify({ name: 'Once' });
    const first = await send('POST', '/data/parts', { token, body, headers });
    expect(first.status).toBe(201);
    expect(first.headers.get('etag')).toBe('"1"');
    expect(first.headers.get('location')).toContain(`/data/parts/${first.body.id}`);
    const again = await send('POST', '/data/parts', { token, body, headers });
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect((await send('POST', '/data/parts', { token, body: '{"name":"Twice"}', headers })).status).toBe(422);
  });

  test('a preflight admits what the client sends, and answers show what it reads', async () => {
    const preflight = await fetch(`${to.config.apiUrl}/data/parts`, {
      method: 'OPTIONS',
      headers: {
        origin: 'http://localhost:5173',
        'access-control-request-method': 'PATCH',
        'access-control-request-headers': 'authorization,content-type,if-match,idempotency-key,plinth-manifest',
      },
    });
    expect(preflight.status).toBeLessThan(300);
    expect(preflight.headers.get('access-control-allow-origin')).toMatch(/^(\*|http:\/\/localhost:5173)$/);
    expect(preflight.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('idempotency-key');
    const answer = await send('GET', '/data/parts?owner=me', { token, headers: { origin: 'http://localhost:5173' } });
    expect(answer.headers.get('access-control-expose-headers')?.toLowerCase()).toContain('etag');
  });

  test('no stack trace, table name or AWS message leaves', async () => {
    const answers = await Promise.all([
      send('POST', '/data/parts', { token, body: '{"name":1}' }),
      send('GET', '/data/parts/%00', { token }),
      send('GET', '/data/parts?owner=me&cursor=%F0%9F%92%A5', { token }),
    ]);
    for (const { status, body } of answers) {
      expect(status).toBeLessThan(500);
      expect(JSON.stringify(body)).not.toMatch(/Exception|workshop\.|at .*\.js|dynamodb/i);
    }
  });
});

/** @see https://www.rfc-editor.org/rfc/rfc9562#section-5.7 */
function uuidv7(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  const random = crypto.randomUUID().slice(15);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random}`;
}
