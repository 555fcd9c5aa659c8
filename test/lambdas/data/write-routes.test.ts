import { dataHandler } from '../../../lambdas/data/handler';
import { uuidv7 } from '../../../lambdas/shared/uuid';
import { ROUTES } from '../../../lib/manifest/index';
import { MemoryDynamoDb } from '../../support/memory-dynamodb/index';
import { httpEvent, type Sent } from '../shared/http/event';
import { contextWith, KEY, NOTES, NOW } from './engine/support';

function shop() {
  const { client } = new MemoryDynamoDb();
  const handler = dataHandler(contextWith(client, { notes: NOTES }), () => undefined);
  return async (operation: keyof typeof ROUTES.data, id: string, sent: Sent = {}) => {
    const { statusCode, headers, body } = await handler(httpEvent(ROUTES.data[operation], { ...sent, path: { model: 'notes', id } }));
    return { status: statusCode, headers, body: body && JSON.parse(body) };
  };
}

describe('PUT', () => {
  it('makes what is not there, and replaces what is', async () => {
    const call = shop();
    expect(await call('replace', 'a', { body: { title: 'x', rank: 1 } })).toMatchObject({
      status: 201,
      headers: { location: '/data/notes/a', etag: '"1"' },
      body: { id: 'a', rank: 1 },
    });
    const replaced = await call('replace', 'a', { body: { title: 'y' } });
    expect(replaced).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: { title: 'y', version: 2 } });
    expect(replaced.body).not.toHaveProperty('rank');
  });

  it('with If-Match replaces alone, with If-None-Match makes alone', async () => {
    const call = shop();
    const match = { 'if-match': '*' };
    const none = { 'if-none-match': '*' };
    expect((await call('replace', 'a', { body: { title: 'x' }, headers: match })).status).toBe(404);
    expect((await call('replace', 'a', { body: { title: 'x' }, headers: none })).status).toBe(201);
    expect((await call('replace', 'a', { body: { title: 'x' }, headers: none })).status).toBe(409);
    expect((await call('replace', 'a', { body: { title: 'y' }, headers: match })).status).toBe(200);
    expect((await call('replace', 'a', { body: { title: 'z' }, headers: { 'if-match': '"1"' } })).status).toBe(412);
    expect((await call('replace', 'b', { body: [], headers: none })).status).toBe(422);
    expect((await call('replace', 'b', { body: { title: 'x' }, headers: { ...none, ...match } })).status).toBe(400);
    expect((await call('replace', 'b', { body: { title: 'x' }, headers: { 'if-none-match': '"1"' } })).status).toBe(400);
    const query = { if: JSON.stringify({ title: 'x' }) };
    expect((await call('replace', 'b', { body: { title: 'x' }, headers: none, query })).status).toBe(400);
    expect((await call('replace', '#b', { body: { title: 'x' } })).status).toBe(422);
  });
});

describe('a condition', () => {
  it('holds, or is answered with what is there', async () => {
    const call = shop();
    await call('replace', 'a', { body: { title: 'x' } });
    const failed = await call('update', 'a', { body: { text: 'y' }, query: { if: '{"title":"z"}' } });
    expect(failed).toMatchObject({
      status: 412,
      body: { type: 'urn:plinth:problem:condition-failed', current: { title: 'x', version: 1 } },
    });
    expect((await call('update', 'a', { body: { text: 'y' }, query: { if: '{"title":"x"}' } })).status).toBe(200);
    expect((await call('delete', 'a', { query: { if: '{"text":{"exists":false}}' } })).status).toBe(412);
    expect((await call('delete', 'a', { query: { if: '{"text":"y"}' } })).status).toBe(204);
  });

  test.each(['{', '{"nope":1}', '[]'])('that is none is refused: %s', async (text) => {
    const { status, body } = await shop()('delete', 'a', { query: { if: text } });
    expect({ status, pointer: body.errors[0].pointer }).toEqual({ status: 400, pointer: expect.stringMatching(/^\?if/) });
  });
});

describe('a key', () => {
  it('is of now', async () => {
    const call = shop();
    for (const [ms, status] of [
      [-601_000, 422],
      [61_000, 422],
      [-60_000, 201],
    ] as const) {
      const answer = await call('create', '', { body: { title: 'x' }, headers: { 'idempotency-key': uuidv7(NOW + ms) } });
      expect({ status: answer.status, type: answer.body.type }).toEqual({
        status,
        type: status === 422 ? 'urn:plinth:problem:stale-key' : undefined,
      });
    }
  });

  it('makes a delete that comes again answer as the first', async () => {
    const call = shop();
    await call('replace', 'a', { body: { title: 'x' } });
    const headers = { 'idempotency-key': KEY };
    expect(await call('delete', 'a', { headers })).toEqual({ status: 204, headers: {}, body: undefined });
    expect(await call('delete', 'a', { headers })).toEqual({ status: 204, headers: { 'idempotency-replayed': 'true' }, body: undefined });
    expect((await call('delete', 'a')).status).toBe(404);
  });
});

describe('several writes', () => {
  it('are each on their own in a batch, with the status that each would have', async () => {
    const call = shop();
    await call('replace', 'a', { body: { title: 'x' } });
    const key = uuidv7(NOW);
    const writes = [
      { create: { title: 'y' }, key },
      { create: { title: 'y' }, key },
      { update: { rank: 1 }, id: 'a', ifVersion: 1 },
      { upsert: { title: 'z' }, id: 'b' },
      { replace: { title: 'z' }, id: 'c' },
      { delete: 'c' },
      { create: { titel: 'y' } },
      { create: { title: 'y' }, key: 'k' },
      { check: 'a' },
    ];
    const { status, body } = await call('batchWrite', '', { body: { writes } });
    expect(status).toBe(200);
    expect(body.results.map((result: { status: number }) => result.status)).toEqual([201, 201, 200, 201, 404, 404, 422, 400, 400]);
    expect(body.results[0].item.id).toBe(key);
    expect([body.results[0].replayed, body.results[1].replayed].sort()).toEqual([true, undefined]);
    expect(body.results[6].problem).toMatchObject({ type: 'urn:plinth:problem:validation-failed', requestId: 'request-1' });
    for (const wrong of [
      {},
      { writes: [] },
      { writes: Array.from({ length: 26 }, () => ({ delete: 'a' })) },
      { writes: [{ delete: 'a', nope: 1 }] },
    ])
      expect((await call('batchWrite', '', { body: wrong })).status).toBe(400);
  });

  it('are all or nothing in a transaction', async () => {
    const call = shop();
    const headers = { 'idempotency-key': KEY };
    const body = {
      actions: [
        { model: 'notes', create: { id: 'a', title: 'x' } },
        { model: 'notes', create: { title: 'y' } },
      ],
    };
    const first = await call('transact', '', { body, headers });
    expect(first).toMatchObject({ status: 200, body: { items: [{ id: 'a' }, { title: 'y' }] } });
    const again = await call('transact', '', { body, headers });
    expect(again).toMatchObject({ status: 200, headers: { 'idempotency-replayed': 'true' }, body: first.body });
    const refused = await call('transact', '', {
      body: {
        actions: [
          { model: 'notes', delete: 'a' },
          { model: 'notes', update: { title: 1 }, id: 'a' },
          { model: 'nope', delete: 'a' },
        ],
      },
    });
    expect(refused).toMatchObject({
      status: 409,
      body: {
        errors: [
          { pointer: '/actions/1/update/title', code: 'validation-failed' },
          { pointer: '/actions/2', code: 'not-found' },
        ],
      },
    });
  });
});
