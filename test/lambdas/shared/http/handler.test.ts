import { AwsError } from '../../../../lambdas/shared/aws/errors';
import { created, httpHandler, json, noContent, type Route, router } from '../../../../lambdas/shared/http/index';
import { Problem } from '../../../../lambdas/shared/problem';
import { httpEvent } from './event';

/** Calls a handler with one route, and tells its answer and its log. */
async function call(route: Route, routeKey = 'GET /things/{id}') {
  const lines: string[] = [];
  let time = 0;
  const handler = httpHandler({
    router: router({ 'GET /things/{id}': route }),
    log: (line) => lines.push(line),
    now: () => (time += 5),
  });
  const answer = await handler(httpEvent(routeKey));
  return { answer, body: answer.body && JSON.parse(answer.body), lines: lines.map((line) => JSON.parse(line)) };
}
const guestOf: Route = async ({ guest }) => json({ guest });
const throwing = (error: unknown) => call(async () => Promise.reject(error));
const awsError = (name: string, status: number, retryable: boolean) =>
  new AwsError({ name, message: 'table shop.notes is busy', status, retryable });

describe('httpHandler', () => {
  it('answers what the route does, and logs one line', async () => {
    const { answer, lines } = await call(async () => json({ id: 1 }, { etag: '"1"' }));
    expect(answer).toEqual({ statusCode: 200, headers: { 'content-type': 'application/json', etag: '"1"' }, body: '{"id":1}' });
    expect(lines).toEqual([{ level: 'info', route: 'GET /things/{id}', status: 200, ms: 5, requestId: 'request-1' }]);
    expect((await call(async () => created({}, '/things/1'))).answer).toMatchObject({
      statusCode: 201,
      headers: { location: '/things/1' },
    });
    expect((await call(async () => noContent())).answer).toEqual({ statusCode: 204, headers: {} });
  });

  it('logs from which manifest the client was generated, and nothing else that a header may hold', async () => {
    const manifestIn = async (headers: Record<string, string>) => {
      const lines: string[] = [];
      const handler = httpHandler({ router: router({}), log: (line) => lines.push(line) });
      await handler(httpEvent('GET /things', { headers }));
      return JSON.parse(lines[0] ?? '').manifest;
    };
    expect(await manifestIn({ 'plinth-manifest': '0a1b2c3d4e' })).toBe('0a1b2c3d4e');
    expect(await manifestIn({ 'Plinth-Manifest': '0a1b2c3d4e' })).toBe('0a1b2c3d4e');
    for (const hash of ['', 'x'.repeat(33), 'a b', '"}\n{"level":"error', 'ABC']) {
      expect(await manifestIn({ 'plinth-manifest': hash })).toBeUndefined();
    }
    expect(await manifestIn({})).toBeUndefined();
  });

  it('tells a guest route from the other', async () => {
    expect((await call(guestOf)).body).toEqual({ guest: false });
    expect((await call(guestOf, 'GET /guest/things/{id}')).body).toEqual({ guest: true });
    for (const unknown of ['POST /things/{id}', 'GET /guest/guest/things/{id}', 'constructor', '$default'])
      expect((await call(guestOf, unknown)).body).toMatchObject({ type: 'urn:plinth:problem:not-found', status: 404 });
  });

  it('answers a problem as problem+json', async () => {
    const { answer, body, lines } = await throwing(
      new Problem('validation-failed', 'Look.', { errors: [{ pointer: '/a', detail: 'bad' }], cause: new Error('inner') }),
    );
    expect(answer).toMatchObject({ statusCode: 422, headers: { 'content-type': 'application/problem+json' } });
    expect(body).toEqual({
      type: 'urn:plinth:problem:validation-failed',
      title: 'Some fields are not valid',
      status: 422,
      detail: 'Look.',
      requestId: 'request-1',
      errors: [{ pointer: '/a', detail: 'bad' }],
    });
    expect(lines).toEqual([expect.objectContaining({ level: 'info', status: 422 })]);
    expect(lines[0]).not.toHaveProperty('error');
  });

  test.each([
    ['ThrottlingException', 400, true, 'too-many-requests'],
    ['InternalServerError', 500, true, 'unavailable'],
    ['TimeoutError', 0, false, 'unavailable'],
    ['TransactionConflictException', 400, true, 'unavailable'],
  ])('answers %s (%i) as %s, to be tried again', async (name, status, retryable, code) => {
    const { answer, body } = await throwing(awsError(name, status, retryable));
    expect(body).toMatchObject({ type: `urn:plinth:problem:${code}` });
    expect(answer.headers['retry-after']).toBe('1');
    expect(answer.body).not.toContain('shop.notes');
  });

  it('tells nothing of any other error but its request id, and logs it whole', async () => {
    for (const error of [new TypeError('secret'), awsError('AccessDeniedException', 400, false), 'secret', null]) {
      const { answer, body, lines } = await throwing(error);
      expect(body).toEqual({ type: 'urn:plinth:problem:internal', title: 'The server failed', status: 500, requestId: 'request-1' });
      expect(answer.headers).not.toHaveProperty('retry-after');
      expect(lines).toEqual([expect.objectContaining({ level: 'error', status: 500, error: expect.objectContaining({}) })]);
    }
  });

  it('logs the cause of a problem of our own making in its stead', async () => {
    const { body, lines } = await throwing(new Problem('function-failed', undefined, { cause: new Error('their secret') }));
    expect(JSON.stringify(body)).not.toContain('their secret');
    expect(lines[0].error).toMatchObject({ name: 'Error', message: 'their secret', stack: expect.stringContaining('handler.test') });
  });
});
