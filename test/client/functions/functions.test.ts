import { createSend } from '../../../client/core/request';
import { createFunction } from '../../../client/functions';
import { CONFIG, json, problem, rejection, type Reply, script } from '../scripted';

function summarize(replies: Reply[], { token, guest = false }: { token?: string; guest?: boolean } = { token: 'token' }) {
  const fetch = script(...replies);
  const send = createSend(CONFIG, 'hash', () => token, { fetch });
  return { call: createFunction(send, 'summarize', guest), sent: fetch.sent };
}

beforeEach(() => {
  jest.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => {
  jest.restoreAllMocks();
});

test('a function is called with its input, and answers', async () => {
  const { call, sent } = summarize([json(200, { words: 2 })]);
  expect(await call({ note: 'n' })).toEqual({ words: 2 });
  await call();
  expect(sent.map(({ method, url, body }) => [method, url, body])).toEqual([
    ['POST', 'https://api.test/functions/summarize', { note: 'n' }],
    ['POST', 'https://api.test/functions/summarize', {}],
  ]);
});

test('a guest calls it only where guests may', async () => {
  const open = summarize([json(200, {})], { guest: true });
  await open.call();
  expect(open.sent[0]?.url).toBe('https://api.test/guest/functions/summarize');
  const closed = summarize([json(200, {})], {});
  expect(await rejection(closed.call())).toMatchObject({ code: 'unauthenticated' });
});

test('it may have run, so it is not called again, unless it may run twice', async () => {
  for (const reply of [new TypeError('down'), problem(503, 'unavailable'), problem(504, 'timed-out')]) {
    const once = summarize([reply, json(200, {})]);
    await rejection(once.call());
    expect(once.sent).toHaveLength(1);
    const again = summarize([reply, json(200, { ok: true })]);
    expect(await again.call({}, { repeatable: true })).toEqual({ ok: true });
  }
  const throttled = summarize([json(429, { message: 'Too Many Requests' }), json(200, { ok: true })]);
  expect(await throttled.call()).toEqual({ ok: true });
});

test('one that failed, and one that did not answer in time, are told apart', async () => {
  const failed = problem(502, 'function-failed', { requestId: 'r' });
  expect(await rejection(summarize([failed]).call())).toMatchObject({ code: 'function-failed', status: 502, requestId: 'r' });
  const unavailable = json(503, { message: 'Service Unavailable' }, { 'apigw-requestid': 'r' });
  expect(await rejection(summarize([unavailable]).call())).toMatchObject({ code: 'unavailable', status: 503, requestId: 'r' });
  const start = Date.now();
  const late = () => {
    jest.spyOn(Date, 'now').mockReturnValue(start + 29_500);
    return unavailable.clone();
  };
  expect(await rejection(summarize([late]).call())).toMatchObject({ code: 'timed-out', status: 503, requestId: 'r' });
  expect(await rejection(summarize([json(504, { message: 'Endpoint request timed out' })]).call())).toMatchObject({ code: 'timed-out' });
});

test('an aborted call rejects with the reason', async () => {
  const { call } = summarize([json(200, {})]);
  expect((await rejection(call({}, { signal: AbortSignal.abort() }))).name).toBe('AbortError');
});
