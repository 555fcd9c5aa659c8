import { type AnyClient, type Deployment, deployment, guest, joined, type Person, signedUp } from './deployment';

let to: Deployment;
let ada: Person;
let bob: Person;
let visitor: AnyClient;
/** Begun first, seen last: API Gateway gives up after 30 s. */
let stalled: Promise<unknown>;

beforeAll(async () => {
  to = deployment('workshop');
  [ada, bob, visitor] = [await signedUp(to, 'ada'), await signedUp(to, 'bob'), await guest(to)];
  stalled = ada.api.functions.stall({ how: 'never' }).catch((error: unknown) => error);
});

// One is wrapped when it is bundled, and API Gateway calls it; the other Plinth knows nothing of, and its handler calls it.
describe.each(['greet', 'greetPlainly'])('the function %s', (greet) => {
  test('gets checked input with its defaults, and answers users and guests', async () => {
    expect(await ada.api.functions[greet]({ name: 'Ada', times: 2 })).toEqual({ greeting: 'Hello Ada! Hello Ada!' });
    expect(await visitor.functions[greet]({ name: 'you' })).toEqual({ greeting: 'Hello you!' });
  });

  test.each<[object | undefined, string[]]>([
    [undefined, ['/name']],
    [{ name: 1, times: '2' }, ['/name', '/times']],
    [{ name: '', times: 4 }, ['/name', '/times']],
    [{ name: 'x', age: 5 }, ['/age']],
  ])('is not called with %j', async (input, fields) => {
    const refusal = await ada.api.functions[greet](input).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ name: 'BackendError', code: 'validation-failed', status: 422 });
    expect(Object.keys(refusal.fields).sort()).toEqual(fields);
  });
});

describe.each(['misbehave', 'misbehavePlainly'])('the function %s', (misbehave) => {
  test.each(['throw', 'wrong'])('that answers with %s is 502, and why is nobody else’s business', async (how) => {
    const refusal = await ada.api.functions[misbehave]({ how }).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'function-failed', status: 502, fields: {}, requestId: expect.stringMatching(/.{8,}/) });
    expect(`${refusal.message} ${JSON.stringify(refusal)}`).not.toMatch(/secret|Error:|\.mjs|\/var\/task/);
  });

  test('that never answers is timed-out, when its own time is over', async () => {
    const start = Date.now();
    const refusal = await ada.api.functions[misbehave]({ how: 'never' }).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'timed-out', status: 504, requestId: expect.any(String) });
    expect(Date.now() - start).toBeLessThan(10_000);
    // And the next call is none the worse.
    await expect(ada.api.functions[misbehave]({ how: 'throw' })).rejects.toMatchObject({ status: 502 });
  });

  test('admits nobody without a session', async () => {
    await expect(visitor.functions[misbehave]({ how: 'throw' })).rejects.toMatchObject({ code: 'unauthenticated', status: 401 });
    const answer = await fetch(`${to.config.apiUrl}/guest/functions/${misbehave}`, {
      method: 'POST',
      body: '{"how":"throw"}',
      headers: { 'content-type': 'application/json' },
    });
    expect([401, 404]).toContain(answer.status);
  });
});

test('a client that cannot wait ends its call itself', async () => {
  const impatient = ada.api.functions.misbehave({ how: 'never' }, { signal: AbortSignal.timeout(300) });
  await expect(impatient).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('a function’s own refusal is its answer', async () => {
  await expect(ada.api.functions.misbehave({ how: 'refuse' })).rejects.toMatchObject({
    code: 'conflict',
    status: 409,
    message: 'Somebody else is at it.',
  });
});

test('a rule admits a group and nobody else', async () => {
  const input = { to: 'nobody', title: 'Hello' };
  await expect(ada.api.functions.send(input)).rejects.toMatchObject({ code: 'forbidden', status: 403 });
  expect(await (await joined(to, 'editors')).api.functions.send(input)).toEqual({ accepted: 0, removed: 0, failed: 0 });
});

test('what is for triggers alone is there for no client', async () => {
  const { accessToken } = await ada.api.auth.session();
  for (const name of ['note', 'nothing', 'constructor']) {
    const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' };
    const answer = await fetch(`${to.config.apiUrl}/functions/${name}`, { method: 'POST', body: '{}', headers });
    expect([name, answer.status]).toEqual([name, 404]);
  }
});

test('as its caller a function may what the caller may, as admin what it was granted', async () => {
  const { id } = await ada.api.data.parts.create({ name: 'Wheel' });
  expect(await ada.api.functions.readPart({ part: id, as: 'caller' })).toEqual({ name: 'Wheel' });
  await expect(bob.api.functions.readPart({ part: id, as: 'caller' })).rejects.toMatchObject({ code: 'not-found', status: 404 });
  expect(await bob.api.functions.readPart({ part: id, as: 'admin' })).toEqual({ name: 'Wheel' });
  // What it is refused itself is its failure, and tells its caller nothing.
  await expect(bob.api.functions.readPart({ part: 'missing', as: 'admin' })).rejects.toMatchObject({ code: 'function-failed' });
});

test('a function that runs longer than API Gateway waits is timed-out too, by API Gateway’s own answer', async () => {
  expect(await stalled).toMatchObject({ code: 'timed-out', status: 503, requestId: expect.any(String) });
});
