import { createSend } from '../../../client/core/request';
import { CONFIG, json, problem, rejection, type Reply, script } from '../scripted';

const READ = { method: 'GET', path: ['data', 'notes', 'id'] };
const WRITE = { method: 'POST', path: ['data', 'notes'], body: { title: 'a' } };

const tokens = (rejected?: string) => (rejected ? `after-${rejected}` : 'old');

function client(token: string | undefined | ((rejected?: string) => string | undefined), ...replies: Reply[]) {
  const fetch = script(...replies);
  const send = createSend(CONFIG, 'hash', typeof token === 'function' ? token : () => token, { fetch });
  return { send, sent: fetch.sent };
}

beforeEach(() => {
  jest.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => {
  jest.restoreAllMocks();
});

describe('a request', () => {
  test('carries the token, the manifest it was made from, and JSON', async () => {
    const { send, sent } = client('token', json(201, { id: '1' }));
    await expect(send({ ...WRITE, headers: { 'If-Match': '"3"' } })).resolves.toEqual({ id: '1' });
    expect(sent[0]).toMatchObject({
      url: 'https://api.test/data/notes',
      method: 'POST',
      body: { title: 'a' },
      headers: {
        Authorization: 'Bearer token',
        'Content-Type': 'application/json',
        'If-Match': '"3"',
        'Plinth-Manifest': 'hash',
        'Idempotency-Key': expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
      },
    });
  });

  test('that reads has no idempotency key, and no body', async () => {
    const { send, sent } = client('token', json(200, {}));
    await send(READ);
    expect(Object.keys(sent[0]?.headers ?? {})).toEqual(['Plinth-Manifest', 'Authorization']);
    expect(sent[0]?.body).toBeUndefined();
  });

  test('that writes is repeated with the same idempotency key, and another write has another', async () => {
    const { send, sent } = client('token', new TypeError('down'), json(503), json(201, {}));
    await send(WRITE);
    await send(WRITE);
    const keys = sent.map(({ headers }) => headers['Idempotency-Key']);
    expect(keys).toHaveLength(4);
    expect(new Set(keys.slice(0, 3)).size).toBe(1);
    expect(keys[3]).not.toBe(keys[0]);
  });

  test('has its path and its query escaped, and leaves out what is undefined', async () => {
    const { send, sent } = client('token', json(200, {}));
    await send({ method: 'GET', path: ['files', 's', 'me', 'a b', 'ü?#.txt'], query: { q: 'a&b', no: undefined, zero: 0, off: false } });
    expect(sent[0]?.url).toBe('https://api.test/files/s/me/a%20b/%C3%BC%3F%23.txt?q=a%26b&zero=0&off=false');
  });

  test.each([undefined, null, 3, {}])('is not sent where an id is %p', async (id) => {
    const { send, sent } = client('token', json(200, {}));
    const error = await rejection(send({ method: 'GET', path: ['data', 'notes', id as unknown as string] }));
    expect(error).toMatchObject({ code: 'invalid-request', message: `An id or name cannot be ${JSON.stringify(id)}` });
    expect(sent).toHaveLength(0);
  });

  test.each(['', '.', '..'])('never becomes another route by the segment %p', async (segment) => {
    const { send, sent } = client('token', json(200, {}));
    expect(await rejection(send({ method: 'DELETE', path: ['data', 'notes', segment] }))).toMatchObject({ code: 'invalid-request' });
    expect(sent).toHaveLength(0);
  });

  test('keeps a slash within a segment', async () => {
    const { send, sent } = client('token', json(200, {}));
    await send({ method: 'GET', path: ['data', 'notes', '../../push'] });
    expect(sent[0]?.url).toBe('https://api.test/data/notes/..%2F..%2Fpush');
  });
});

describe("the server's clock", () => {
  const milliseconds = (key: string) => Number.parseInt(key.replaceAll('-', '').slice(0, 12), 16);
  const now = Date.UTC(2026, 0, 1);
  const hour = 3_600_000;
  const inAnHour = { date: new Date(now + hour).toUTCString() };
  beforeEach(() => {
    jest.useFakeTimers({ now });
  });
  afterEach(() => {
    jest.useRealTimers();
  });
  const timesOf = (sent: { headers: Record<string, string> }[]) =>
    sent.map(({ headers }) => milliseconds(headers['Idempotency-Key'] ?? ''));

  test('is what keys go by, once a refusal has told it, and the write is sent again', async () => {
    const stale = problem(422, 'stale-key');
    const { send, sent } = client('token', new Response(await stale.text(), { status: 422, headers: inAnHour }), json(201, {}, inAnHour));
    await send(WRITE);
    await send(WRITE);
    expect(timesOf(sent)).toEqual([now, now + hour, now + hour]);
    expect(send.key().slice(0, 8)).toBe(sent[1]?.headers['Idempotency-Key']?.slice(0, 8));
  });

  test('is read from any answer, and a difference of seconds is none', async () => {
    const { send, sent } = client('token', json(200, {}, inAnHour), json(201, {}, { date: new Date(now + 2_000).toUTCString() }));
    await send(READ);
    await send(WRITE);
    await send(WRITE);
    expect(timesOf(sent.slice(1))).toEqual([now + hour, now]);
  });

  test('is asked once: a key that is refused again is an error', async () => {
    const { send, sent } = client('token', problem(422, 'stale-key'));
    expect(await rejection(send(WRITE))).toMatchObject({ code: 'stale-key', status: 422 });
    expect(sent).toHaveLength(2);
  });
});

test('without an address nothing is made', () => {
  expect(() => createSend({} as never, 'hash', () => undefined)).toThrow('config.apiUrl is missing');
});

describe('who calls', () => {
  test("a guest calls guests' routes, without a token", async () => {
    const { send, sent } = client(undefined, json(200, {}));
    await send({ ...READ, guest: true });
    expect(sent[0]?.url).toBe('https://api.test/guest/data/notes/id');
    expect(sent[0]?.headers.Authorization).toBeUndefined();
  });

  test('where guests have no route nothing is sent', async () => {
    const { send, sent } = client(undefined, json(200, {}));
    expect(await rejection(send(READ))).toMatchObject({ code: 'unauthenticated', status: 401 });
    expect(sent).toHaveLength(0);
  });

  test("a session calls its own routes, also where guests have one, and its end is no guest's call", async () => {
    const { send, sent } = client('token', json(401, { message: 'Unauthorized' }));
    expect(await rejection(send({ ...READ, guest: true }))).toMatchObject({
      code: 'unauthenticated',
      status: 401,
      message: 'Unauthorized',
    });
    expect(sent.map(({ url }) => url)).toEqual(['https://api.test/data/notes/id']);
  });

  test('a rejected token is replaced once', async () => {
    const { send, sent } = client(tokens, json(401, { message: 'Unauthorized' }), json(200, { ok: true }));
    await expect(send(WRITE)).resolves.toEqual({ ok: true });
    expect(sent.map(({ headers }) => headers.Authorization)).toEqual(['Bearer old', 'Bearer after-old']);
    expect(sent[0]?.headers['Idempotency-Key']).toBe(sent[1]?.headers['Idempotency-Key']);

    const refused = client(tokens, json(401, { message: 'Unauthorized' }));
    expect(await rejection(refused.send(READ))).toMatchObject({ code: 'unauthenticated' });
    expect(refused.sent).toHaveLength(2);
  });
});

describe('an error', () => {
  test('of a handler says what is wrong with which field, and names its request', async () => {
    const errors = [{ pointer: '/title', detail: 'is required' }];
    const { send } = client('token', problem(422, 'validation-failed', { detail: 'No.', errors, requestId: 'r1' }));
    const error = await rejection(send(WRITE));
    expect(error).toMatchObject({
      name: 'BackendError',
      code: 'validation-failed',
      status: 422,
      message: 'No. (/title is required)',
      fields: { '/title': 'is required' },
      requestId: 'r1',
    });
    expect(error.current).toBeUndefined();
  });

  test('of a version gives the item as it is now', async () => {
    const { send } = client('token', problem(412, 'version-mismatch', { current: { id: '1', version: 4 } }));
    expect(await rejection(send(WRITE))).toMatchObject({ code: 'version-mismatch', current: { id: '1', version: 4 } });
  });

  test.each([
    [401, 'unauthenticated'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [413, 'too-large'],
    [418, 'invalid-request'],
    [429, 'too-many-requests'],
    [500, 'internal'],
    [503, 'unavailable'],
    [504, 'timed-out'],
  ])('of API Gateway with status %i is %s', async (status, code) => {
    const { send } = client('token', json(status, { message: 'As API Gateway says' }, { 'apigw-requestid': 'gw' }));
    expect(await rejection(send(READ))).toMatchObject({ code, status, message: 'As API Gateway says', requestId: 'gw', fields: {} });
  });

  test('of something in between is an error too', async () => {
    const { send } = client('token', new Response('<html>Bad gateway</html>', { status: 500 }));
    expect(await rejection(send(READ))).toMatchObject({ code: 'internal', status: 500, message: 'Status 500' });
  });
});
