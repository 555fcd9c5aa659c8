import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { dataHandler } from '../../../lambdas/data/handler';
import { createCursors } from '../../../lambdas/shared/cursor/index';
import { Deadline } from '../../../lambdas/shared/deadline';
import { createDynamoDb } from '../../../lambdas/shared/dynamodb/index';
import type { HttpHandler } from '../../../lambdas/shared/http/index';
import { uuidv7 } from '../../../lambdas/shared/uuid';
import { type ModelSpec, ROUTES } from '../../../lib/manifest/index';
import { httpEvent, type Sent } from '../../lambdas/shared/http/event';
import { type FaultyProxy, startFaultyProxy } from '../../support/faulty-proxy';
import { BACKENDS } from './backends';
import { createModelTable } from './table';

const SHELF = { partition: ['published', 'kind'], sort: ['rank', 'title'] };

function models(multiAttributeKeys: boolean): Record<string, ModelSpec> {
  const fields: ModelSpec['fields'] = {
    title: { type: 'string', required: true },
    text: { type: 'string' },
    published: { type: 'boolean', defaultValue: false },
    kind: { type: 'choice', choices: ['a', 'b'], defaultValue: 'a' },
    rank: { type: 'number' },
    due: { type: 'datetime' },
    tags: { type: 'list', items: { type: 'string' } },
    address: { type: 'object', fields: { street: { type: 'string' }, city: { type: 'string' } } },
    extra: { type: 'json' },
  };
  return {
    notes: {
      fields,
      rules: [{ allow: 'owner' }, { allow: 'guest', operations: ['get', 'list'], when: [{ field: 'published', value: true }] }],
      indexes: {
        newest: { partition: ['owner'], sort: ['createdAt'] },
        ranked: { partition: ['published'], sort: ['rank'] },
        ...(multiAttributeKeys && { shelf: SHELF }),
      },
      allowScan: true,
    },
  };
}

const ids = ({ body }: { body: any }) => body.items.map(({ id }: { id: string }) => id);
const asUser = () => ({ user: `user-${randomUUID()}` });

for (const { name, available, multiAttributeKeys, start } of BACKENDS) {
  // Without Java or Maven its cases are counted as skipped.
  (available ? describe : describe.skip)(`the data handler on ${name}`, () => {
    let backend: Awaited<ReturnType<typeof start>>;
    let proxy: FaultyProxy;
    let handler: HttpHandler;
    const backendId = `data-${randomUUID().slice(0, 8)}`;

    beforeAll(async () => {
      backend = await start();
      proxy = await startFaultyProxy(backend.url);
      const data = { models: models(multiAttributeKeys) };
      await createModelTable(backend.url, backendId, 'notes', data.models.notes as ModelSpec);
      const environment = {
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_ENDPOINT_URL: proxy.url,
      };
      handler = dataHandler(
        {
          manifest: { manifestVersion: 1, backendId, data },
          binding: {},
          environment,
          dynamodb: createDynamoDb({ environment }),
          cursors: createCursors(async () => 'a secret of at least thirty-two characters'),
          deadline: new Deadline(),
          now: Date.now,
        },
        () => undefined,
      );
    }, 180_000);
    beforeEach(() => proxy.inject());
    afterAll(async () => {
      await proxy.close();
      await backend.stop();
    });

    async function call(operation: keyof typeof ROUTES.data, sent: Sent & { id?: string } = {}) {
      const route = sent.user === null ? ROUTES.data[operation].replace(' ', ' /guest') : ROUTES.data[operation];
      const { statusCode, headers, body } = await handler(httpEvent(route, { ...sent, path: { model: 'notes', id: sent.id ?? '' } }));
      return { status: statusCode, headers, body: body && JSON.parse(body) };
    }
    const created = async (body: object, sent: Sent = {}) => (await call('create', { body: { title: 'a', ...body }, ...sent })).body;

    it('stores what it answers, whatever its type', async () => {
      const values = {
        title: 'é😀\u0000',
        rank: -1.5e-100,
        due: '2026-01-02T04:04:05.1+01:00',
        tags: ['', 'a'],
        address: { city: 'Bern' },
        extra: { list: [1, null, { deep: true }], text: '', big: 2 ** 60 },
      };
      const { id, ...answer } = await created(values);
      expect(answer).toMatchObject({ ...values, due: '2026-01-02T03:04:05.100Z', published: false, kind: 'a', owner: 'ann', version: 1 });
      expect((await call('get', { id })).body).toEqual({ id, ...answer });
    });

    it('costs one call to create and one to get', async () => {
      const { id } = await created({});
      await call('get', { id });
      expect(proxy.seen.map(({ operation }) => operation)).toEqual(['PutItem', 'GetItem']);
    });

    it('lets nobody read, change or delete what is another’s', async () => {
      const { id } = await created({});
      const others = [{ user: 'bob' }, { user: null }];
      for (const other of others) expect((await call('get', { id, ...other })).status).toBe(404);
      expect((await call('update', { id, user: 'bob', body: {}, headers: { 'if-match': '"9"' } })).status).toBe(404);
      expect((await call('delete', { id, user: 'bob' })).status).toBe(404);
      expect((await call('create', { body: { id, title: 'b' }, user: 'bob' })).status).toBe(409);
      await call('update', { id, body: { published: true } });
      for (const other of others) expect((await call('get', { id, ...other })).status).toBe(200);
      expect((await call('update', { id, user: 'bob', body: {} })).status).toBe(403);
      expect((await call('get', { id })).body).toMatchObject({ version: 2, owner: 'ann' });
    });

    it('patches and removes, with versions', async () => {
      const { id } = await created({ text: 'old', address: { city: 'Bern' }, published: true, rank: 1 });
      const patch = { text: null, address: { street: 'Main' }, tags: ['x'], rank: 2 };
      const patched = await call('update', { id, body: patch, headers: { 'if-match': '"1"' } });
      expect(patched).toMatchObject({ status: 200, headers: { etag: '"2"' } });
      expect(patched.body).toMatchObject({ address: { city: 'Bern', street: 'Main' }, tags: ['x'], rank: 2, version: 2 });
      expect((await call('get', { id })).body).toEqual(patched.body);
      expect(patched.body).not.toHaveProperty('text');
      const stale = await call('update', { id, body: { text: 'lost' }, headers: { 'if-match': '"1"' } });
      expect(stale).toMatchObject({ status: 412, body: { current: patched.body } });
      expect((await call('delete', { id, headers: { 'if-match': '"1"' } })).status).toBe(412);
      expect((await call('delete', { id, headers: { 'if-match': '"2"' } })).status).toBe(204);
      expect((await call('get', { id })).status).toBe(404);
      expect((await call('delete', { id })).status).toBe(404);
      expect((await call('update', { id, body: {} })).status).toBe(404);
    });

    it('loses no update of ten at once', async () => {
      const { id } = await created({ extra: {} });
      const answers = await Promise.all(Array.from({ length: 10 }, (_, i) => call('update', { id, body: { extra: { [`k${i}`]: i } } })));
      const done = answers.filter(({ status }) => status === 200);
      const { version, extra } = (await call('get', { id })).body;
      expect(done.length).toBeGreaterThan(0);
      expect({ version, keys: Object.keys(extra).length }).toEqual({ version: 1 + done.length, keys: done.length });
      for (const { status } of answers) expect([200, 503]).toContain(status);
    }, 30_000);

    it('creates once, whatever comes again', async () => {
      const headers = { 'idempotency-key': uuidv7(Date.now()) };
      const first = await call('create', { body: { title: 'once' }, headers });
      const again = await call('create', { body: { title: 'once' }, headers });
      expect([first.status, again.status]).toEqual([201, 201]);
      expect(again.body).toEqual(first.body);
      expect(again.headers['idempotency-replayed']).toBe('true');
      expect((await call('create', { body: { title: 'twice' }, headers })).status).toBe(422);
      expect((await call('create', { body: { title: 'once' }, headers, user: 'bob' })).status).toBe(409);
    });

    it('lists by an index, in both orders, page by page', async () => {
      const user = asUser();
      const all: string[] = [];
      for (const title of ['a', 'b', 'c', 'd', 'e']) all.push((await created({ title }, user)).id);
      const query = { owner: 'me', limit: '2', order: 'desc' };
      const first = await call('list', { ...user, query });
      const second = await call('list', { ...user, query: { ...query, cursor: first.body.cursor } });
      const third = await call('list', { ...user, query: { ...query, cursor: second.body.cursor } });
      expect([...ids(first), ...ids(second), ...ids(third)]).toEqual([...all].reverse());
      expect(third.body.cursor).toBeUndefined();
      expect(ids(await call('list', { ...user, query: { owner: 'me' } }))).toEqual(all);
      expect((await call('list', { user: 'bob', query: { ...query, cursor: first.body.cursor } })).status).toBe(400);
    });

    it('finds ranges of the sort key', async () => {
      const user = asUser();
      const made: { id: string; createdAt: string }[] = [];
      for (const title of ['a', 'b', 'c']) {
        made.push(await created({ title }, user));
        await new Promise((later) => setTimeout(later, 2));
      }
      const [a, b, c] = made as [(typeof made)[0], (typeof made)[0], (typeof made)[0]];
      const find = async (condition: Record<string, string>) => ids(await call('list', { ...user, query: { owner: 'me', ...condition } }));
      expect(await find({ 'createdAt.lt': b.createdAt })).toEqual([a.id]);
      expect(await find({ 'createdAt.le': b.createdAt })).toEqual([a.id, b.id]);
      expect(await find({ 'createdAt.gt': b.createdAt })).toEqual([c.id]);
      expect(await find({ 'createdAt.ge': b.createdAt, 'createdAt.le': b.createdAt })).toEqual([b.id]);
      expect(await find({ createdAt: c.createdAt })).toEqual([c.id]);
      expect(await find({ 'createdAt.beginsWith': a.createdAt.slice(0, 4) })).toHaveLength(3);
    });

    it('keeps a boolean’s shadow, and leaves out what the rules do', async () => {
      const rank = Math.random();
      const mine = await created({ rank, published: false });
      const shown = await created({ rank, published: true });
      const query = { published: 'true', rank: String(rank) };
      expect(ids(await call('list', { user: null, query }))).toEqual([shown.id]);
      expect(ids(await call('list', { user: 'bob', query: { ...query, published: 'false' } }))).toEqual([]);
      expect(ids(await call('list', { query: { ...query, published: 'false' } }))).toEqual([mine.id]);
      await call('update', { id: mine.id, body: { published: true } });
      expect(ids(await call('list', { user: null, query })).sort()).toEqual([mine.id, shown.id].sort());
      await call('update', { id: mine.id, body: { rank: null } });
      expect(ids(await call('list', { user: null, query }))).toEqual([shown.id]);
    });

    (multiAttributeKeys ? describe : describe.skip)('with several attributes of a key', () => {
      it('finds by them, from the left', async () => {
        const title = randomUUID();
        const one = await created({ title, kind: 'b', rank: 1, published: true });
        const two = await created({ title, kind: 'b', rank: 2, published: true });
        await created({ title, kind: 'b', published: true });
        const query = { published: 'true', kind: 'b' };
        expect(ids(await call('list', { query: { index: 'shelf', ...query, rank: '1', title } }))).toEqual([one.id]);
        expect(ids(await call('list', { query: { ...query, rank: '2', 'title.ge': title, 'title.le': title } }))).toEqual([two.id]);
        const first = await call('list', { query: { ...query, 'rank.ge': '1', limit: '1' } });
        expect(first.body.cursor).toBeDefined();
        expect((await call('list', { query: { ...query, 'rank.ge': '1', limit: '1', cursor: first.body.cursor } })).status).toBe(200);
      });
    });

    it('scans where the model allows it', async () => {
      const user = asUser();
      const { id } = await created({ text: user.user }, user);
      expect(ids(await call('list', { ...user, query: { text: user.user } }))).toEqual([id]);
    });

    it('refuses what an index or DynamoDB could not hold, and stores nothing', async () => {
      const id = randomUUID();
      expect((await call('create', { body: { id, title: 'x'.repeat(1025), kind: 'a' } })).status).toBe(multiAttributeKeys ? 422 : 201);
      const text = 'x'.repeat(390_000);
      const { id: large } = await created({ text });
      expect((await call('update', { id: large, body: { extra: 'y'.repeat(30_000) } })).status).toBe(413);
      expect((await call('get', { id: large })).body.version).toBe(1);
    });

    it('says so, where DynamoDB is throttled or down, and where it cannot know writes once', async () => {
      proxy.inject('throttle', 'throttle', 'throttle', 'throttle');
      const throttled = await call('get', { id: 'x' });
      expect(throttled).toMatchObject({ status: 429, headers: { 'retry-after': '1' } });
      proxy.inject('error-before', 'error-before', 'error-before', 'error-before');
      expect((await call('get', { id: 'x' })).status).toBe(503);
      proxy.inject('reset-after');
      const made = await call('create', { body: { title: 'once' } });
      expect(made.status).toBe(201);
      proxy.inject(undefined, 'reset-after');
      expect(await call('update', { id: made.body.id, body: { text: 'b' }, headers: { 'if-match': '"1"' } })).toMatchObject({
        status: 200,
        body: { version: 2 },
      });
      proxy.inject(undefined, 'reset-after');
      expect((await call('delete', { id: made.body.id })).status).toBe(204);
    }, 30_000);

    it('makes no 500 of a thousand bodies, and stores each that it takes', async () => {
      const text = fc.string({ unit: 'binary', minLength: 1 });
      const value = fc.oneof(fc.jsonValue(), text, fc.double({ noNaN: true }), fc.constantFrom(true, 'a', [], {}));
      const field = fc.constantFrom('title', 'text', 'published', 'kind', 'rank', 'due', 'tags', 'address', 'extra');
      const likely = { title: text, text: fc.string(), rank: fc.float({ noNaN: true }).filter(Number.isFinite), extra: fc.array(text) };
      const bodies = fc.oneof(
        { weight: 1, arbitrary: fc.dictionary(field, value, { noNullPrototype: true }) },
        { weight: 2, arbitrary: fc.record(likely, { requiredKeys: ['title'], noNullPrototype: true }) },
      );
      let stored = 0;
      await fc.assert(
        fc.asyncProperty(bodies, async (body) => {
          const made = await call('create', { body });
          expect([201, 422]).toContain(made.status);
          if (made.status !== 201) return;
          stored++;
          expect((await call('get', { id: made.body.id })).body).toEqual(made.body);
        }),
        { numRuns: 1000 },
      );
      expect(stored).toBeGreaterThan(200);
    }, 120_000);
  });
}
