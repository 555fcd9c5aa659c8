import * as fc from 'fast-check';
import { createServer } from '../../../lambdas/server/server';
import { wrapped } from '../../../lambdas/server/wrap';
import type { HttpAnswer } from '../../../lambdas/shared/http/index';
import { Problem } from '../../../lambdas/shared/problem';
import type { FunctionSpec } from '../../../lib/manifest/index';
import { contextWith, scripted } from '../data/engine/support';
import { httpEvent, type Sent } from '../shared/http/event';
import type { Backend } from './backend';

const SUMMARIZE: FunctionSpec = {
  rules: [{ allow: 'authenticated' }],
  input: { note: { type: 'id', required: true }, most: { type: 'integer', defaultValue: 10 } },
  output: { words: { type: 'integer', required: true } },
  invoke: 'direct',
  triggers: [],
};
const ROUTE = 'POST /functions/summarize';

function wrappedOver(own: (event: any) => unknown, spec: Partial<FunctionSpec> = {}, ...answers: object[]) {
  const lines: any[] = [];
  const context = contextWith(scripted(...answers).dynamodb);
  const functions = { functions: { summarize: { ...SUMMARIZE, ...spec } } };
  const full = { ...context, manifest: { ...context.manifest, functions } };
  const handler = wrapped(own, 'summarize', full, (line) => lines.push(JSON.parse(line)));
  return {
    handler: (event: Parameters<typeof handler>[0], milliseconds = 29_000) =>
      handler(event, { getRemainingTimeInMillis: () => milliseconds }),
    server: createServer(async () => full),
    lines,
  };
}

async function call(own: (event: any) => unknown, sent: Sent = { body: { note: 'n1' } }, spec?: Partial<FunctionSpec>, route = ROUTE) {
  const { handler, lines } = wrappedOver(own, spec);
  const { statusCode, body } = (await handler(httpEvent(route, sent))) as HttpAnswer;
  return { status: statusCode, body: body && JSON.parse(body), lines };
}
const tick = (messageId: string) => ({
  messageId,
  body: JSON.stringify({ 'detail-type': 'Scheduled Event', id: messageId, time: 't', detail: { expression: 'rate(1 hour)' } }),
});
const never = () => {
  throw new Error('was called');
};

describe('a wrapped function, called by a client', () => {
  it('gets the checked input and the caller, and answers its output', async () => {
    const own = jest.fn(async () => ({ words: 3 }));
    expect(await call(own, { body: { note: 'n1' }, groups: ['editors'] })).toMatchObject({ status: 200, body: { words: 3 } });
    expect(own).toHaveBeenCalledWith({
      input: { note: 'n1', most: 10 },
      caller: expect.objectContaining({ owner: 'ann', groups: ['editors'] }),
      requestId: 'request-1',
    });
    expect((await call(() => ({ words: 1 }))).status).toBe(200);
  });

  test.each<[string, number, Sent, Partial<FunctionSpec>]>([
    ['no token', 401, { body: { note: 'n1' }, user: null }, {}],
    ['a caller whom no rule admits', 403, { body: { note: 'n1' } }, { rules: [{ allow: 'group', group: 'editors' }] }],
    ['no rules at all', 404, { body: { note: 'n1' } }, { rules: undefined }],
    ['bad input', 422, { body: { note: 1, other: 2 } }, {}],
    ['no body', 400, {}, {}],
    ['too much', 413, { body: { note: 'x'.repeat(400 * 1024) } }, {}],
  ])('is not called with %s: %i', async (_, status, sent, spec) => {
    expect((await call(never, sent, spec)).status).toBe(status);
  });

  it('admits guests by their route only', async () => {
    const rules = [{ allow: 'guest' as const }];
    const own = jest.fn(() => ({ words: 1 }));
    expect((await call(own, { body: { note: 'a' } }, { rules }, 'POST /guest/functions/summarize')).status).toBe(200);
    expect(own).toHaveBeenCalledWith(expect.objectContaining({ caller: { groups: [] } }));
    expect((await call(never, { body: { note: 'a' } }, {}, 'POST /guest/functions/summarize')).status).toBe(401);
  });

  test.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('secret');
      },
    ],
    ['rejects', () => Promise.reject('secret')],
    ['answers another shape', () => ({ words: 'secret' })],
    ['answers more than declared', () => ({ words: 1, secret: true })],
    ['answers nothing', () => undefined],
  ])('that %s is 502, with its reason in the log alone', async (_, own) => {
    const { status, body, lines } = await call(own);
    expect({ status, type: body.type, requestId: body.requestId }).toEqual({
      status: 502,
      type: 'urn:plinth:problem:function-failed',
      requestId: 'request-1',
    });
    expect(JSON.stringify(body)).not.toContain('secret');
    expect(lines).toEqual([
      expect.objectContaining({
        level: 'error',
        status: 502,
        error: expect.objectContaining({ message: expect.stringMatching(/^secret$|its output is not as declared/) }),
      }),
    ]);
  });

  it('that does not end in time is 504, said before Lambda ends it', async () => {
    const { handler, lines } = wrappedOver(() => new Promise(() => undefined));
    const { statusCode, body } = (await handler(httpEvent(ROUTE, { body: { note: 'a' } }), 510)) as HttpAnswer;
    expect(statusCode).toBe(504);
    expect(JSON.parse(body!)).toMatchObject({ type: 'urn:plinth:problem:timed-out', requestId: 'request-1' });
    expect(lines).toEqual([expect.objectContaining({ level: 'error', status: 504 })]);
    const slow = wrappedOver(() => new Promise((done) => setTimeout(done, 20, { words: 1 })));
    expect(await slow.handler(httpEvent(ROUTE, { body: { note: 'a' } }), 1_000)).toMatchObject({ statusCode: 200 });
  });

  it('answers with its own refusals, and with those of its caller, not with those of its own', async () => {
    expect(await call(() => Promise.reject(new Problem('conflict', 'Taken.')))).toMatchObject({ status: 409, body: { detail: 'Taken.' } });
    const { handler, server } = wrappedOver((event) => server.asCaller<Backend>(event).data.notes.get('n1'), {}, {});
    expect(await handler(httpEvent(ROUTE, { body: { note: 'a' } }))).toMatchObject({ statusCode: 404 });
    const admin = wrappedOver((event) => admin.server.asAdmin<Backend>(event).data.notes.get('n1'), {}, {});
    expect(await admin.handler(httpEvent(ROUTE, { body: { note: 'a' } }))).toMatchObject({ statusCode: 502 });
  });

  it('makes no 500 of a thousand bodies', async () => {
    const { handler } = wrappedOver(() => ({ words: 1 }));
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.record({ note: fc.string(), most: fc.double() }).map((body) => JSON.stringify(body)),
        ),
        async (body) => {
          const { statusCode } = (await handler(httpEvent(ROUTE, { body }))) as HttpAnswer;
          expect([200, 400, 422]).toContain(statusCode);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('a wrapped function, triggered', () => {
  it('gets each message, and names those that failed', async () => {
    const { handler, lines } = wrappedOver(jest.fn().mockRejectedValueOnce(new Error('down')));
    expect(await handler({ Records: [tick('1'), tick('2')] })).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
    expect(lines).toEqual([
      { level: 'error', function: 'summarize', messageId: '1', error: expect.objectContaining({ message: 'down' }) },
      { level: 'info', function: 'summarize', records: 2, failed: 1, ms: expect.any(Number) },
    ]);
  });

  it('takes no event of another kind', async () => {
    await expect(wrappedOver(never).handler({} as never)).rejects.toThrow('summarize');
  });
});
