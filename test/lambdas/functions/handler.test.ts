import * as fc from 'fast-check';
import { functionsHandler } from '../../../lambdas/functions/handler';
import { AwsError } from '../../../lambdas/shared/aws/errors';
import type { Invocation } from '../../../lambdas/shared/aws/lambda';
import type { Context } from '../../../lambdas/shared/entry';
import { type FunctionSpec, guestRoute, type Manifest, ROUTES } from '../../../lib/manifest';
import { httpEvent, type Sent } from '../shared/http/event';

const spec = (more: Partial<FunctionSpec> = {}): FunctionSpec => ({
  rules: [{ allow: 'authenticated' }],
  input: { a: { type: 'integer', required: true }, b: { type: 'integer', defaultValue: 2 } },
  output: { sum: { type: 'integer', required: true } },
  invoke: 'handler',
  triggers: [],
  ...more,
});
const manifest: Manifest = {
  manifestVersion: 1,
  backendId: 'shop',
  functions: {
    functions: {
      add: spec(),
      open: spec({ rules: [{ allow: 'guest' }] }),
      edit: spec({ rules: [{ allow: 'group', group: 'editors' }] }),
      ping: spec({ input: {}, output: {} }),
      nightly: spec({ rules: undefined }),
      wrapped: spec({ invoke: 'direct' }),
    },
  },
};
const arns = Object.fromEntries(Object.keys(manifest.functions?.functions ?? {}).map((name) => [name, `arn:${name}`]));

/** The handler before functions that answer `result`, or fail with it. */
function setUp(result: Invocation | Error = { payload: '{"sum":3}' }) {
  const events: [string, unknown][] = [];
  const lines: string[] = [];
  const lambda = {
    async invoke(arn: string, payload: string, { deadline }: { deadline?: number } = {}) {
      // Before our own function's end, and API Gateway's patience.
      expect(deadline).toBe(28_000);
      events.push([arn, JSON.parse(payload)]);
      if (result instanceof Error) throw result;
      return result;
    },
  };
  const handle = functionsHandler(
    { manifest, binding: { functions: arns }, now: () => 0 } as unknown as Context,
    (line) => lines.push(line),
    lambda,
  );
  const call = async (name: string, sent: Sent = {}, route: string = ROUTES.functions.call) => {
    const { statusCode, body } = await handle(httpEvent(route, { path: { function: name }, ...sent }));
    return { status: statusCode, body: JSON.parse(body ?? 'null') };
  };
  return { call, events, lines };
}

describe('a call', () => {
  it('hands over checked input and who calls, and answers what comes back', async () => {
    const { call, events } = setUp();
    expect(await call('add', { body: { a: 1 }, groups: ['editors'] })).toEqual({ status: 200, body: { sum: 3 } });
    expect(events).toEqual([
      [
        'arn:add',
        { input: { a: 1, b: 2 }, caller: expect.objectContaining({ owner: 'ann', groups: ['editors'] }), requestId: 'request-1' },
      ],
    ]);
  });

  it('of a guest has nobody as the caller', async () => {
    const { call, events } = setUp();
    expect((await call('open', { body: { a: 1 } }, guestRoute(ROUTES.functions.call))).status).toBe(200);
    expect(events[0]?.[1]).toMatchObject({ caller: { groups: [] } });
  });

  it.each(['null', '{}'])('of a function without output may come back with %s', async (payload) => {
    expect(await setUp({ payload }).call('ping', { body: {} })).toEqual({ status: 200, body: {} });
  });

  it.each([
    ['add', { body: { a: 'x' } }, 422],
    ['add', { body: {} }, 422],
    ['add', { body: { a: 1, c: 1 } }, 422],
    ['add', { body: [] }, 422],
    ['add', { body: '{' }, 400],
    ['edit', { body: { a: 1 } }, 403],
    ['edit', { body: { a: 1 }, groups: ['readers'] }, 403],
    ['nightly', { body: { a: 1 } }, 404],
    ['wrapped', { body: { a: 1 } }, 404],
    ['missing', { body: { a: 1 } }, 404],
    ['constructor', { body: {} }, 404],
  ])('of %s with %j is refused with %i, and the function not called', async (name, sent, status) => {
    const { call, events } = setUp();
    expect((await call(name, sent)).status).toBe(status);
    expect(events).toEqual([]);
  });

  it('of a guest is refused where no rule admits guests', async () => {
    expect((await setUp().call('add', { body: { a: 1 } }, guestRoute(ROUTES.functions.call))).status).toBe(401);
  });
});

describe('a function that fails', () => {
  it.each([
    [
      'throws',
      { payload: '{"errorMessage":"secret in /var/task","errorType":"Error"}', functionError: 'Unhandled' },
      'secret in /var/task',
    ],
    ['answers with another shape', { payload: '{"sum":"three"}' }, '/sum'],
    ['answers more than it declares', { payload: '{"sum":3,"password":"x"}' }, '/password'],
    ['answers nothing where something is due', { payload: 'null' }, '/sum'],
    ['answers with a list', { payload: '[3]' }, 'not as declared'],
    ['answers too much', { payload: JSON.stringify({ sum: 3, text: 'x'.repeat(3_000_000) }) }, '3000'],
  ])('(it %s) is a 502 with its reason in the log alone', async (_, result, reason) => {
    const { call, lines } = setUp(result);
    const { status, body } = await call('add', { body: { a: 1 } });
    expect({ status, type: body.type, requestId: body.requestId }).toEqual({
      status: 502,
      type: 'urn:plinth:problem:function-failed',
      requestId: 'request-1',
    });
    expect(JSON.stringify(body)).not.toContain(reason);
    expect(lines.join()).toContain(reason);
  });

  it.each([
    '{"errorMessage":"2026-11-25T00:00:00.000Z 5a1f Task timed out after 3.00 seconds"}',
    '{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: 5a1f Error: Task timed out after 29.00 seconds"}',
  ])('(Lambda ended it with %s) is a 504', async (payload) => {
    const { call, lines } = setUp({ payload, functionError: 'Unhandled' });
    expect(await call('add', { body: { a: 1 } })).toMatchObject({ status: 504, body: { type: 'urn:plinth:problem:timed-out' } });
    expect(lines.join()).toContain('Task timed out');
  });

  it.each([
    ['TimeoutError', 0, 504],
    ['TooManyRequestsException', 429, 429],
    ['ServiceException', 500, 503],
    ['NetworkingError', 0, 503],
    ['ResourceNotFoundException', 404, 500],
  ])('to be called (%s) is not its own failure', async (name, status, expected) => {
    const { call } = setUp(new AwsError({ name, message: 'arn:aws:…', status, retryable: false }));
    const answer = await call('add', { body: { a: 1 } });
    expect(answer.status).toBe(expected);
    expect(JSON.stringify(answer.body)).not.toContain('arn:');
  });
});

test('no request makes a 500', async () => {
  const { call } = setUp();
  const name = fc.oneof(fc.constantFrom(...Object.keys(arns)), fc.string({ unit: 'binary' }));
  const body = fc.oneof(
    fc.json(),
    fc.string(),
    fc.record({ a: fc.oneof(fc.integer(), fc.jsonValue()) }).map((value) => JSON.stringify(value)),
  );
  const route = fc.constantFrom(ROUTES.functions.call, guestRoute(ROUTES.functions.call));
  await fc.assert(
    fc.asyncProperty(name, body, route, async (asked, sent, by) => {
      // A function that answers otherwise than it declares is 502.
      expect((await call(asked, { body: sent }, by)).status).not.toBe(500);
    }),
    { numRuns: 1000 },
  );
});

test('no output of a function makes a 500', async () => {
  await fc.assert(
    fc.asyncProperty(fc.json(), async (payload) => {
      expect([200, 502]).toContain((await setUp({ payload }).call('add', { body: { a: 1 } })).status);
    }),
    { numRuns: 1000 },
  );
});
