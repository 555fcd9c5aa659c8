import { BackendError } from '../../../client/core/error';
import { exchange, type ExchangeInit } from '../../../client/core/exchange';
import { json, problem, rejection, type Reply, script, silent } from '../scripted';

const REPEATABLE: ExchangeInit = { method: 'GET', headers: {}, repeatable: true };
const ONCE: ExchangeInit = { method: 'POST', headers: {} };
const down = new TypeError('fetch failed');

beforeEach(() => {
  jest.useFakeTimers({ now: 0 });
  jest.spyOn(Math, 'random').mockReturnValue(0.5);
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

/** Runs an exchange to its end on the fake clock; gives the answer or error, and when each attempt was sent. */
async function run(init: ExchangeInit, ...replies: Reply[]) {
  const times: number[] = [];
  const fetch = script(...replies);
  const timed = (url: string, request?: RequestInit) => {
    times.push(Date.now());
    return fetch(url, request);
  };
  const outcome = exchange('https://api.test', init, { fetch: timed }).catch((error) => error);
  await jest.runAllTimersAsync();
  return { outcome: await outcome, times };
}

describe('what is sent again', () => {
  test.each([
    ['a network failure', down],
    ['429', json(429)],
    ['502', json(502)],
    ['503', problem(503, 'unavailable')],
    ['504', json(504)],
    ["Cognito's throttling", json(400, { __type: 'TooManyRequestsException' })],
  ])('%s, where sending twice does no harm', async (_what, reply) => {
    const { outcome, times } = await run(REPEATABLE, reply, reply, json(200, { done: true }));
    expect(outcome).toMatchObject({ status: 200, body: { done: true } });
    expect(times).toHaveLength(3);
  });

  test.each([200, 201, 204, 400, 401, 403, 404, 409, 412, 413, 422, 500, 501])('never %i', async (status) => {
    const { outcome, times } = await run(REPEATABLE, json(status));
    expect(outcome.status).toBe(status);
    expect(times).toHaveLength(1);
  });

  test('only 429 where it might do harm, since that did certainly not run', async () => {
    expect((await run(ONCE, json(429), json(200))).times).toHaveLength(2);
    for (const reply of [json(502), json(503), json(504), down]) {
      expect((await run(ONCE, reply, json(200))).times).toHaveLength(1);
    }
  });

  test('four times in all, and then it gives the last answer, or failure', async () => {
    const answered = await run(REPEATABLE, json(503));
    expect(answered.times).toHaveLength(4);
    expect(answered.outcome.status).toBe(503);

    const failed = await run(REPEATABLE, down);
    expect(failed.times).toHaveLength(4);
    expect(failed.outcome).toBeInstanceOf(BackendError);
    expect(failed.outcome).toMatchObject({ code: 'network', status: 0, cause: down });
  });
});

test.each([
  ['https://api.test/data/notes?owner=me', 'https://api.test/data/notes could not be reached'],
  ['http://127.0.0.1:4566/data', 'http://127.0.0.1:4566/data could not be reached: is "plinth dev" running?'],
  [
    'http://abc.execute-api.localhost:4566/data',
    'http://abc.execute-api.localhost:4566/data could not be reached: is "plinth dev" running?',
  ],
])('a failure to reach %s says so, and no more of it than where it is', async (url, message) => {
  const outcome = exchange(url, ONCE, { fetch: script(down) }).catch((error) => error);
  expect(await outcome).toMatchObject({ code: 'network', message, cause: down });
});

describe('when it is sent again', () => {
  test('after a random part of a wait that doubles', async () => {
    expect((await run(REPEATABLE, json(503))).times).toEqual([0, 200, 600, 1400]);
  });

  test('at once, if chance has it', async () => {
    jest.spyOn(Math, 'random').mockReturnValue(0);
    expect((await run(REPEATABLE, json(503))).times).toEqual([0, 0, 0, 0]);
  });

  test('not before Retry-After says, in seconds or as a date', async () => {
    expect((await run(REPEATABLE, json(429, {}, { 'retry-after': '3' }), json(200))).times).toEqual([0, 3200]);
    jest.setSystemTime(0);
    const date = json(503, {}, { 'retry-after': 'Thu, 01 Jan 1970 00:00:07 GMT' });
    expect((await run(REPEATABLE, date, json(200))).times).toEqual([0, 7200]);
  });

  test('not at all where it would have to wait longer than a call may take', async () => {
    const { outcome, times } = await run(REPEATABLE, json(429, {}, { 'retry-after': '61' }), json(200));
    expect(times).toHaveLength(1);
    expect(outcome.status).toBe(429);
  });
});

describe('what ends it', () => {
  test('an attempt that takes too long, which may be repeated', async () => {
    const outcome = exchange('https://api.test', REPEATABLE, { fetch: silent, attempts: 2 }).catch((error) => error);
    await jest.runAllTimersAsync();
    expect(await outcome).toMatchObject({ code: 'timed-out', status: 0, message: 'No answer within 10000 ms' });
    expect(Date.now()).toBe(20_200);
  });

  test("the caller's signal, by its reason, before, during and between attempts", async () => {
    const before = AbortSignal.abort(new Error('changed my mind'));
    expect((await rejection(exchange('https://api.test', { ...REPEATABLE, signal: before }, { fetch: silent }))).message).toBe(
      'changed my mind',
    );

    const during = new AbortController();
    const call = rejection(exchange('https://api.test', { ...REPEATABLE, signal: during.signal }, { fetch: silent }));
    await jest.advanceTimersByTimeAsync(100);
    during.abort();
    expect((await call).name).toBe('AbortError');

    const between = new AbortController();
    const fetch = script(json(503));
    const waiting = rejection(exchange('https://api.test', { ...REPEATABLE, signal: between.signal }, { fetch }));
    await jest.advanceTimersByTimeAsync(100);
    between.abort();
    expect((await waiting).name).toBe('AbortError');
    expect(fetch.sent).toHaveLength(1);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('it leaves no timer and no listener behind', async () => {
    const { signal } = new AbortController();
    const [add, remove] = [jest.spyOn(signal, 'addEventListener'), jest.spyOn(signal, 'removeEventListener')];
    await run({ ...REPEATABLE, signal }, json(503), json(200));
    expect(jest.getTimerCount()).toBe(0);
    expect(remove).toHaveBeenCalledTimes(add.mock.calls.length);
  });
});

test.each([
  ['{"a":1}', { a: 1 }],
  ['', undefined],
  ['<html>', '<html>'],
])('the body %p is read as %p', async (text, body) => {
  jest.useRealTimers();
  const answer = await exchange('https://api.test', REPEATABLE, { fetch: async () => new Response(text) });
  expect(answer.body).toEqual(body);
});
