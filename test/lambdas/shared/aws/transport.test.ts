import { type Call, createTransport, type TransportOptions } from '../../../../lambdas/shared/aws/transport.js';
import { type FaultyProxy, startFaultyProxy } from '../../../support/faulty-proxy.js';
import { refusal } from '../../../support/refusal.js';
import { startStubService } from '../../../support/stub-service.js';

const KEYS = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };
const SERVICE = { name: 'dynamodb', id: 'DYNAMODB' };
const READ: Call = { headers: { 'X-Amz-Target': 'Service.GetThing' }, body: '{}', repeatable: true };
const ONCE: Call = { ...READ, repeatable: false };

let stub: Awaited<ReturnType<typeof startStubService>>;
let proxy: FaultyProxy;
beforeAll(async () => {
  stub = await startStubService(() => ({ body: { ok: true } }));
  proxy = await startFaultyProxy(stub.url);
});
afterAll(async () => {
  await proxy.close();
  await stub.close();
});
beforeEach(() => {
  proxy.checkClock = false;
  stub.requests.length = 0;
});

function transport(options: Partial<TransportOptions> = {}) {
  return createTransport(SERVICE, { environment: { ...KEYS, AWS_ENDPOINT_URL: proxy.url }, random: () => 0, ...options });
}

describe('what is sent again', () => {
  it.each(['error-before', 'throttle', 'reset-before', 'reset-after', 'wrong-crc', 'truncate'] as const)('after %s', async (fault) => {
    proxy.inject(fault);
    const answer = await transport()(READ);
    expect(JSON.parse(answer.body.toString())).toEqual({ ok: true });
    expect(proxy.seen.map((seen) => seen.fault)).toEqual([fault, undefined]);
  });

  it.each(['error-before', 'reset-after', 'wrong-crc', 'truncate'] as const)('but not after %s what may not be repeated', async (fault) => {
    proxy.inject(fault);
    expect(await refusal(transport()(ONCE))).toMatchObject({ retryable: false, attempts: 1 });
    expect(proxy.seen).toHaveLength(1);
  });

  it('also what may not be repeated, where it was throttled', async () => {
    proxy.inject('throttle');
    expect((await transport()(ONCE)).status).toBe(200);
    expect(proxy.seen).toHaveLength(2);
  });

  it('four times at most, and the last error is the one', async () => {
    proxy.inject('reset-before', 'reset-before', 'error-before', 'throttle');
    const error = await refusal(transport()(READ));
    expect(error).toMatchObject({ name: 'ProvisionedThroughputExceededException', status: 400, retryable: true, attempts: 4 });
  });

  it('not a request that was wrong', async () => {
    stub.answer = () => ({ status: 400, body: { __type: 'com.amazon.coral.validate#ValidationException', message: 'no' } });
    proxy.inject();
    expect(await refusal(transport()(READ))).toMatchObject({ name: 'ValidationException', message: 'no', retryable: false, attempts: 1 });
    stub.answer = () => ({ body: { ok: true } });
  });

  it('after a while that grows and is spread', async () => {
    proxy.inject('throttle', 'throttle');
    const started = Date.now();
    await transport({ random: () => 0.2 })(READ);
    expect(Date.now() - started).toBeGreaterThanOrEqual(0.2 * (250 + 500) - 10);
  });
});

describe('a connection that was closed while the function was frozen', () => {
  it('is replaced at once, without a wait and without a part of the budget', async () => {
    const send = transport({ random: () => 1_000 });
    proxy.inject();
    await send(READ);
    proxy.inject('reset-before');
    expect((await send(READ)).status).toBe(200);
    const [first, second] = proxy.seen;
    expect(second?.connection).toBeGreaterThan(first?.connection ?? 0);
  });

  it('is not an excuse to repeat what may not be repeated', async () => {
    const send = transport();
    proxy.inject();
    await send(ONCE);
    proxy.inject('reset-before');
    expect(await refusal(send(ONCE))).toMatchObject({ name: 'NetworkingError', retryable: false });
    expect(proxy.seen).toHaveLength(1);
  });

  it('is kept otherwise', async () => {
    const send = transport();
    proxy.inject();
    await send(READ);
    await send(READ);
    expect(proxy.seen[1]?.connection).toBe(proxy.seen[0]?.connection);
  });
});

describe('deadlines', () => {
  it('end an attempt, and the next succeeds', async () => {
    proxy.inject('stall');
    expect((await transport({ limits: { attempt: 50 } })(READ)).status).toBe(200);
  });

  it('end a call', async () => {
    proxy.inject('stall', 'stall', 'stall', 'stall');
    const started = Date.now();
    const error = await refusal(transport({ limits: { attempt: 200 } })({ ...READ, deadline: Date.now() + 300 }));
    expect(error).toMatchObject({ name: 'TimeoutError', status: 0, retryable: true });
    expect(Date.now() - started).toBeLessThan(600);
  });

  it('of the whole process end every call', async () => {
    const deadline = { at: Number.POSITIVE_INFINITY };
    const send = transport({ deadline });
    proxy.inject('stall');
    const started = Date.now();
    deadline.at = started + 200;
    expect(await refusal(send({ ...READ, deadline: started + 5_000 }))).toMatchObject({ name: 'TimeoutError' });
    expect(Date.now() - started).toBeLessThan(500);
    deadline.at = Number.POSITIVE_INFINITY;
    expect((await send(READ)).status).toBe(200);
  });

  it('send nothing when they have passed', async () => {
    proxy.inject();
    expect(await refusal(transport()({ ...READ, deadline: Date.now() - 1 }))).toMatchObject({ name: 'TimeoutError' });
    expect(proxy.seen).toHaveLength(0);
  });

  it('end a connection that does not come to stand', async () => {
    // A port of the discard range that nothing answers on loopback refuses at once: the request never left.
    const environment = { ...KEYS, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' };
    expect(await refusal(transport({ environment })(ONCE))).toMatchObject({ name: 'NetworkingError', retryable: true, attempts: 4 });
  });

  it("give way to the caller's signal, with its reason, also during a wait", async () => {
    const send = transport({ random: () => 1 });
    const reason = new Error('enough');
    proxy.inject('stall');
    await expect(send({ ...READ, signal: abortAfter(30, reason) })).rejects.toBe(reason);
    proxy.inject('throttle');
    await expect(send({ ...READ, signal: abortAfter(30, reason) })).rejects.toBe(reason);
    await expect(send({ ...READ, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});

const slow = () => Date.now() - 3_600_000;

describe('a clock that is off', () => {
  it('is corrected by the answer, once, and stays corrected', async () => {
    const send = transport({ now: slow });
    proxy.checkClock = true;
    proxy.inject();
    expect((await send(ONCE)).status).toBe(200);
    expect(proxy.seen).toHaveLength(2);
    proxy.inject();
    await send(ONCE);
    expect(proxy.seen).toHaveLength(1);
  });

  it('is not blamed for a wrong key', async () => {
    stub.answer = () => ({ status: 400, body: { __type: 'InvalidSignatureException', message: 'the signature does not match' } });
    proxy.inject();
    expect(await refusal(transport()(READ))).toMatchObject({ name: 'InvalidSignatureException', retryable: false, attempts: 1 });
    stub.answer = () => ({ body: { ok: true } });
  });
});

describe('the retry budget', () => {
  it('ends retries while a service is down', async () => {
    const send = transport({ limits: { attempts: 2 } });
    let requests = 0;
    stub.answer = () => {
      requests++;
      return { status: 503, body: 'Service Unavailable' };
    };
    proxy.inject();
    for (let i = 0; i < 120; i++) await refusal(send(READ));
    expect(requests).toBe(120 + 100);
    stub.answer = () => ({ body: { ok: true } });
  });
});

describe('what is signed', () => {
  it('names the session, and follows credentials that change', async () => {
    const environment: Record<string, string> = { ...KEYS, AWS_ENDPOINT_URL: stub.url, AWS_SESSION_TOKEN: 'session' };
    const send = transport({ environment });
    await send(READ);
    environment.AWS_ACCESS_KEY_ID = 'AKIDOTHER';
    await send(READ);
    const [first, second] = stub.requests;
    expect(first?.headers['x-amz-security-token']).toBe('session');
    expect(first?.headers.authorization).toContain('Credential=AKIDEXAMPLE/');
    expect(first?.headers.authorization).toMatch(/SignedHeaders=[a-z0-9;-]*host;x-amz-date;x-amz-security-token;x-amz-target/);
    expect(second?.headers.authorization).toContain('Credential=AKIDOTHER/');
  });
});

function abortAfter(ms: number, reason: Error): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(reason), ms);
  return controller.signal;
}
