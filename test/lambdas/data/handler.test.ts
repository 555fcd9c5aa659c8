import * as fc from 'fast-check';
import { dataHandler } from '../../../lambdas/data/handler';
import type { HttpEvent } from '../../../lambdas/shared/http/index';
import { GUEST_PREFIX, ROUTES } from '../../../lib/manifest/index';
import { httpEvent, type Sent } from '../shared/http/event';
import { contextWith, failedCondition, ID, KEY, NOTES, scripted, storedNote } from './engine/support';

const { create, get, list, query: ask, count, batchGet, update, delete: remove } = ROUTES.data;
const guestRoute = (route: string) => route.replace(' ', ` ${GUEST_PREFIX}`);

async function call(route: string, sent: Sent, ...answers: (object | Error)[]) {
  const { dynamodb, asked } = scripted(...answers);
  const { statusCode, headers, body } = await dataHandler(
    contextWith(dynamodb),
    () => undefined,
  )(httpEvent(route, { ...sent, path: { model: 'notes', id: ID, ...sent.path } }));
  return { status: statusCode, headers, body: body && JSON.parse(body), asked };
}

/** Bodies near enough to a note to get somewhere, and bodies of anything. */
const anyValue = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: 'binary' }),
  fc.double(),
  fc.constantFrom(null, '', '\ud800', 1e300, -0, '__proto__', 'x'.repeat(3000)),
);
const nearNote = fc.dictionary(
  fc.constantFrom(
    'title',
    'text',
    'published',
    'rank',
    'tags',
    'address',
    'extra',
    'id',
    'owner',
    'version',
    '_writes',
    'constructor',
    '__proto__',
  ),
  anyValue,
  { noNullPrototype: false },
);
/** Questions near enough to one to get somewhere. */
const anyAsked = fc.oneof(
  anyValue,
  fc.constantFrom('me', true, 'asc', 25, [ID], [], {}),
  fc.dictionary(
    fc.constantFrom('eq', 'ge', 'le', 'in', 'between', 'contains', 'exists', 'title', 'rank', 'and', 'not', '__proto__'),
    anyValue,
    {
      noNullPrototype: false,
    },
  ),
);
const nearQuestion = fc.dictionary(
  fc.constantFrom('owner', 'createdAt', 'published', 'title', 'index', 'order', 'limit', 'cursor', 'filter', 'include', 'ids', '__proto__'),
  anyAsked,
  { noNullPrototype: false },
);
const anyBody = fc.oneof(
  nearQuestion.map((question) => JSON.stringify({ owner: 'me', ...question })),
  nearQuestion.map((question) => JSON.stringify({ ids: [ID], ...question })),
  nearNote.map((note) => JSON.stringify({ title: 'a', ...note })),
  nearNote.map((note) => JSON.stringify(note)),
  fc.json(),
  fc.string(),
  fc.constantFrom(
    '',
    '{"title":1e999}',
    `${'['.repeat(5000)}${']'.repeat(5000)}`,
    '{"extra":{"":1},"title":"a"}',
    '{"__proto__":{"title":"a"}}',
  ),
);
const anyParameter = fc.oneof(fc.constantFrom('owner', 'me', 'true', '1', 'title'), fc.string({ unit: 'binary' }));
const anyEvent: fc.Arbitrary<HttpEvent> = fc
  .record({
    route: fc
      .constantFrom(create, create, update, update, get, list, list, ask, count, batchGet, remove)
      .chain((route) => fc.constantFrom(route, route, guestRoute(route))),
    body: fc.option(anyBody, { nil: undefined }),
    query: fc.dictionary(
      fc.oneof(
        fc.constantFrom(
          'owner',
          'title',
          'published',
          'rank',
          'rank.ge',
          'createdAt.beginsWith',
          'limit',
          'order',
          'index',
          'cursor',
          'filter',
          'include',
        ),
        fc.string(),
      ),
      anyParameter,
      { noNullPrototype: false },
    ),
    id: fc.oneof(fc.constant(ID), fc.string({ unit: 'binary' })),
    ifMatch: fc.option(fc.oneof(fc.constantFrom('*', '"3"'), fc.string()), { nil: undefined }),
    key: fc.option(fc.oneof(fc.constant(KEY), fc.string()), { nil: undefined, freq: 1 }),
    base64: fc.boolean(),
  })
  .map(({ route, body, query, id, ifMatch, key, base64 }) => {
    const headers = {
      'content-type': 'application/json',
      ...(ifMatch !== undefined && { 'if-match': ifMatch }),
      ...(key !== undefined && { 'idempotency-key': key }),
    };
    const event = httpEvent(route, { body, query, headers, path: { model: 'notes', id } });
    return base64 && body !== undefined ? { ...event, body: Buffer.from(body).toString('base64'), isBase64Encoded: true } : event;
  });

describe('the data handler', () => {
  it('creates: 201, with ETag and Location', async () => {
    const { status, headers, body } = await call(create, { body: { title: 'a' }, headers: { 'idempotency-key': KEY } }, {});
    expect({ status, headers }).toEqual({
      status: 201,
      headers: { 'content-type': 'application/json', etag: '"1"', location: `/data/notes/${KEY}` },
    });
    expect(body).toMatchObject({ id: KEY, title: 'a', owner: 'ann', version: 1 });
  });

  it('says when a write is a replay', async () => {
    const sent = { body: { title: 'a' }, headers: { 'idempotency-key': KEY } };
    const first = await call(create, sent, {});
    const stored = first.asked[0]?.input.Item;
    const { status, headers } = await call(create, sent, failedCondition(stored));
    expect({ status, replayed: headers['idempotency-replayed'] }).toEqual({ status: 201, replayed: 'true' });
    expect(first.headers).not.toHaveProperty('idempotency-replayed');
  });

  it('gets: 200, with ETag', async () => {
    const { status, headers, body } = await call(get, {}, { Item: storedNote() });
    expect({ status, etag: headers.etag, id: body.id }).toEqual({ status: 200, etag: '"3"', id: ID });
  });

  it('lists: 200, items and a cursor', async () => {
    const { status, body } = await call(list, { query: { owner: 'me' } }, { Items: [storedNote()] });
    expect({ status, body }).toEqual({ status: 200, body: { items: [expect.objectContaining({ id: ID })] } });
    const more = await call(list, { query: { owner: 'me', limit: '1' } }, { Items: [storedNote()], LastEvaluatedKey: { id: { S: ID } } });
    expect(more.body.cursor).toEqual(expect.any(String));
  });

  it('lists what a body asks for, filtered: 200', async () => {
    const body = { owner: 'me', createdAt: { ge: '2025-01-01T00:00:00Z' }, filter: { title: { beginsWith: 'H' } } };
    const found = await call(ask, { body }, { Items: [storedNote(), storedNote({ title: { S: 'Other' } })] });
    expect({ status: found.status, body: found.body }).toEqual({
      status: 200,
      body: { items: [expect.objectContaining({ title: 'Hello' })] },
    });
    const query = { owner: 'me', filter: '{"title":{"beginsWith":"H"}}' };
    expect((await call(list, { query }, { Items: [storedNote()] })).body.items).toHaveLength(1);
  });

  it('counts: 200, and says whether that is all', async () => {
    const { status, body } = await call(count, { body: { owner: 'me' } }, { Count: 7 });
    expect({ status, body }).toEqual({ status: 200, body: { count: 7, complete: true } });
  });

  it('gets many: 200, what is there and what is not', async () => {
    const answer = { Responses: { 'shop.notes': [storedNote()] }, UnprocessedKeys: {} };
    const { status, body } = await call(batchGet, { body: { ids: ['other', ID] } }, answer);
    expect({ status, body }).toEqual({ status: 200, body: { items: [expect.objectContaining({ id: ID })], missing: ['other'] } });
    const published = { ...answer, Responses: { 'shop.notes': [storedNote({ published: { BOOL: true } })] } };
    expect((await call(guestRoute(batchGet), { body: { ids: [ID] } }, published)).body.items).toHaveLength(1);
    expect((await call(guestRoute(batchGet), { body: { ids: [ID] } }, answer)).body.missing).toEqual([ID]);
  });

  it('updates: 200, with ETag, if the version is as asked', async () => {
    const sent = { body: { title: 'b' }, headers: { 'if-match': '"3"', 'content-type': 'application/merge-patch+json' } };
    const { status, headers } = await call(update, sent, { Attributes: storedNote({ version: { N: '4' } }) });
    expect({ status, etag: headers.etag }).toEqual({ status: 200, etag: '"4"' });
    const stale = await call(update, { body: {}, headers: { 'if-match': '"2"' } }, failedCondition(storedNote()));
    expect(stale).toMatchObject({ status: 412, body: { current: { id: ID, version: 3 } } });
  });

  it('deletes: 204, without a body', async () => {
    const { status, body } = await call(remove, { headers: { 'if-match': '*' } }, { Item: storedNote() }, {});
    expect({ status, body }).toEqual({ status: 204, body: undefined });
  });

  it('answers guests on their own routes, without what belongs to somebody', async () => {
    const published = storedNote({ published: { BOOL: true } });
    expect((await call(guestRoute(get), {}, { Item: published })).status).toBe(200);
    expect((await call(guestRoute(get), { user: 'ann' }, { Item: storedNote() })).status).toBe(404);
    expect((await call(guestRoute(create), { body: { title: 'a' } })).status).toBe(401);
    expect((await call(get, { user: null })).status).toBe(401);
  });

  test.each<[string, number, string, Sent]>([
    ['an unknown model', 404, get, { path: { model: 'nothing' } }],
    ['a model named by the prototype', 404, get, { path: { model: '__proto__' } }],
    ['an id token', 401, get, { claims: { token_use: 'id' } }],
    ['no body', 400, create, {}],
    ['no JSON', 400, create, { body: 'title' }],
    ['a form', 415, create, { body: {}, headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
    ['too much', 413, create, { body: { title: 'x'.repeat(400 * 1024) } }],
    ['fields that are not valid', 422, create, { body: { title: 1 } }],
    ['a bad If-Match', 400, update, { body: {}, headers: { 'if-match': 'W/"3"' } }],
    ['a bad Idempotency-Key', 400, create, { body: { title: 'a' }, headers: { 'idempotency-key': 'once' } }],
    ['a query that no index serves', 400, list, { query: { rank: '1' } }],
    ['a filter that is no JSON', 400, list, { query: { owner: 'me', filter: '{' } }],
    ['an include of a model without relations', 400, get, { query: { include: '{"notes":true}' } }],
    ['a body that is no question', 400, ask, { body: [] }],
    ['a count with a limit', 400, count, { body: { owner: 'me', limit: 1 } }],
    ['no ids', 400, batchGet, { body: { ids: [] } }],
    ['a cursor from elsewhere', 400, list, { query: { owner: 'me', cursor: 'AAAA' } }],
  ])('answers %s with %i, without asking DynamoDB', async (_, status, route, sent) => {
    const answer = await call(route, sent);
    expect(answer).toMatchObject({
      status,
      headers: { 'content-type': 'application/problem+json' },
      body: { type: expect.stringMatching(/^urn:plinth:problem:/), status, requestId: 'request-1' },
      asked: [],
    });
  });

  it('makes no 500 of any input', async () => {
    const stored = { getItem: { Item: storedNote() }, query: { Items: [storedNote()], Count: 1 } } as Record<string, object>;
    const dynamodb = new Proxy({}, { get: (_, operation: string) => async () => stored[operation] ?? {} });
    const handler = dataHandler(contextWith(dynamodb as never, { notes: NOTES }), () => undefined);
    await fc.assert(
      fc.asyncProperty(anyEvent, async (event) => {
        const { statusCode, body } = await handler(event);
        expect([200, 201, 204, 400, 401, 403, 404, 412, 413, 415, 422]).toContain(statusCode);
        expect(statusCode < 300 ? (body ?? '') : '').not.toMatch(/"_key_|"_w[0-9a-f]"/);
      }),
      { numRuns: 2000 },
    );
  }, 60_000);
});
