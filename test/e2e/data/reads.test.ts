import { randomUUID } from 'node:crypto';
import { dataHandler } from '../../../lambdas/data/handler';
import { createCursors } from '../../../lambdas/shared/cursor/index';
import { Deadline } from '../../../lambdas/shared/deadline';
import { createDynamoDb } from '../../../lambdas/shared/dynamodb/index';
import type { HttpHandler } from '../../../lambdas/shared/http/index';
import { inParallel } from '../../../lambdas/shared/in-parallel';
import { type ModelSpec, ROUTES } from '../../../lib/manifest/index';
import { httpEvent, type Sent } from '../../lambdas/shared/http/event';
import { type FaultyProxy, startFaultyProxy } from '../../support/faulty-proxy';
import { BACKENDS } from './backends';
import { createModelTable } from './table';

const model = (spec: Partial<ModelSpec>): ModelSpec => ({ fields: {}, indexes: {}, rules: [{ allow: 'owner' }], ...spec });
const belongsTo = (name: string, field: string) => ({ kind: 'belongsTo', model: name, field, onDelete: 'restrict' }) as const;

const MODELS: Record<string, ModelSpec> = {
  books: model({
    fields: { title: { type: 'string' }, readers: { type: 'stringSet' } },
    rules: [{ allow: 'owner' }, { allow: 'owners', field: 'readers', operations: ['get', 'list'] }],
    indexes: { byOwner: { partition: ['owner'], sort: ['createdAt'] } },
    relations: { notes: { kind: 'hasMany', model: 'notes', field: 'bookId', index: 'byBook' } },
  }),
  notes: model({
    fields: {
      bookId: { type: 'id' },
      rank: { type: 'integer' },
      kind: { type: 'string' },
      labels: { type: 'stringSet' },
      address: { type: 'object', fields: { city: { type: 'string' } } },
      published: { type: 'boolean' },
      ends: { type: 'datetime', ttl: true },
      pin: { type: 'string', hidden: true },
      pay: { type: 'integer', rules: [{ allow: 'owner' }] },
    },
    rules: [
      { allow: 'owner' },
      { allow: 'related', relation: 'book', operations: ['get', 'list'] },
      { allow: 'guest', operations: ['get', 'list'], when: [{ field: 'published', value: true }] },
    ],
    indexes: { byBook: { partition: ['bookId'], sort: ['rank'] }, byPublished: { partition: ['published'], sort: ['kind'] } },
    relations: {
      book: belongsTo('books', 'bookId'),
      tags: { kind: 'manyToMany', model: 'tags', through: 'notesTags', field: 'noteId', index: 'byNote', otherField: 'tagId' },
    },
    allowScan: true,
  }),
  tags: model({ fields: { name: { type: 'string', unique: true } } }),
  notesTags: model({
    fields: { noteId: { type: 'id' }, tagId: { type: 'id' } },
    indexes: { byNote: { partition: ['noteId'], sort: ['createdAt'] } },
    relations: { note: belongsTo('notes', 'noteId'), tag: belongsTo('tags', 'tagId') },
  }),
};

const asUser = () => ({ user: `user-${randomUUID()}` });
const idsOf = (page: { items: { id: string }[] }) => page.items.map(({ id }) => id);

for (const { name, available, start } of BACKENDS) {
  (available ? describe : describe.skip)(`reads on ${name}`, () => {
    let backend: Awaited<ReturnType<typeof start>>;
    let proxy: FaultyProxy;
    let handler: HttpHandler;
    const backendId = `reads-${randomUUID().slice(0, 8)}`;

    beforeAll(async () => {
      backend = await start();
      proxy = await startFaultyProxy(backend.url);
      for (const [each, spec] of Object.entries(MODELS)) await createModelTable(backend.url, backendId, each, spec);
      const environment = {
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_ENDPOINT_URL: proxy.url,
      };
      const context = {
        manifest: { manifestVersion: 1, backendId, data: { models: MODELS } } as const,
        binding: {},
        environment,
        dynamodb: createDynamoDb({ environment }),
        cursors: createCursors(async () => 'a secret of at least thirty-two characters'),
        deadline: new Deadline(),
        now: Date.now,
      };
      handler = dataHandler(context, () => undefined);
    }, 180_000);
    beforeEach(() => proxy.inject());
    afterAll(async () => {
      await proxy.close();
      await backend.stop();
    });

    async function call(operation: keyof typeof ROUTES.data, of: string, sent: Sent & { id?: string } = {}) {
      const route = sent.user === null ? ROUTES.data[operation].replace(' ', ' /guest') : ROUTES.data[operation];
      const { statusCode, body } = await handler(httpEvent(route, { ...sent, path: { model: of, id: sent.id ?? '' } }));
      return { status: statusCode, body: body && JSON.parse(body) };
    }
    async function made(of: string, body: object, sent: Sent = {}): Promise<any> {
      const answer = await call('create', of, { ...sent, body });
      expect(answer).toMatchObject({ status: 201 });
      return answer.body;
    }
    const read = async (operation: keyof typeof ROUTES.data, of: string, sent: Sent & { id?: string }) => {
      const answer = await call(operation, of, sent);
      expect(answer).toMatchObject({ status: 200 });
      return answer.body;
    };

    it('filters what the index finds, in a query string as in a body, and counts it', async () => {
      const user = asUser();
      const { id: bookId } = await made('books', {}, user);
      const notes: any[] = [];
      for (const [rank, kind, labels, city] of [
        [1, 'a', ['x'], 'Bern'],
        [2, 'ab', ['x', 'y'], 'Basel'],
        [3, 'b', ['y'], 'Chur'],
        [4, 'é', undefined, undefined],
      ] as const)
        notes.push(await made('notes', { bookId, rank, kind, labels, address: city && { city } }, user));
      const cases: [object, number[]][] = [
        [{}, [1, 2, 3, 4]],
        [{ kind: { beginsWith: 'a' } }, [1, 2]],
        [{ kind: { contains: 'b' } }, [2, 3]],
        [{ kind: { in: ['a', 'é'] } }, [1, 4]],
        [{ labels: { contains: 'y' } }, [2, 3]],
        [{ 'address.city': { beginsWith: 'B' }, rank: { gt: 1 } }, [2]],
        [{ or: [{ rank: 1 }, { not: { labels: { exists: true } } }] }, [1, 4]],
        [{ rank: { between: [2, 3] }, kind: { ne: 'b' } }, [2]],
        [
          { createdAt: { ge: notes[2].createdAt } },
          notes.filter(({ createdAt }) => createdAt >= notes[2].createdAt).map(({ rank }) => rank),
        ],
      ];
      for (const [filter, ranks] of cases) {
        const found = await read('query', 'notes', { ...user, body: { bookId, filter } });
        expect([filter, found.items.map(({ rank }: { rank: number }) => rank)]).toEqual([filter, ranks]);
        const text = { bookId, filter: JSON.stringify(filter), order: 'desc' };
        expect(idsOf(await read('list', 'notes', { ...user, query: text }))).toEqual(idsOf(found).reverse());
        expect(await read('count', 'notes', { ...user, body: { bookId, filter } })).toEqual({ count: ranks.length, complete: true });
      }
      const ranged = await read('query', 'notes', { ...user, body: { bookId, rank: { between: [2, 3] }, limit: 1 } });
      expect(ranged).toMatchObject({ items: [{ rank: 2 }], cursor: expect.any(String) });
      const rest = await read('query', 'notes', { ...user, body: { bookId, rank: { between: [2, 3] }, cursor: ranged.cursor } });
      expect(rest).toMatchObject({ items: [{ rank: 3 }] });
      expect(await read('count', 'notes', { ...user, body: { bookId } })).toEqual({ count: 4, complete: true });
    });

    it('lists by membership in a related item, and reads that once a page', async () => {
      const [ann, bob] = [asUser(), asUser()];
      const { id: bookId } = await made('books', { readers: [bob.user] }, ann);
      for (const rank of [1, 2, 3]) await made('notes', { bookId, rank, published: rank === 3, pay: 5, pin: 'x' }, ann);
      proxy.inject();
      const before = proxy.seen.length;
      expect((await read('query', 'notes', { ...bob, body: { bookId } })).items).toHaveLength(3);
      expect(proxy.seen.slice(before).map(({ operation }) => operation)).toEqual(['Query', 'BatchGetItem']);
      expect((await read('query', 'notes', { ...asUser(), body: { bookId } })).items).toEqual([expect.objectContaining({ rank: 3 })]);
      expect(await read('count', 'notes', { user: null, body: { bookId } })).toEqual({ count: 1, complete: true });
    });

    it('leaves out fields that the caller does not see, and knows of none in questions', async () => {
      const [ann, bob] = [asUser(), asUser()];
      const { id: bookId } = await made('books', { readers: [bob.user] }, ann);
      const { id } = await made('notes', { bookId, rank: 1, pay: 5, pin: 'x' }, ann);
      expect(await read('get', 'notes', { ...ann, id })).toMatchObject({ pay: 5 });
      for (const reader of [ann, bob]) expect(await read('get', 'notes', { ...reader, id })).not.toHaveProperty('pin');
      const byBob = [
        await read('get', 'notes', { ...bob, id }),
        (await read('query', 'notes', { ...bob, body: { bookId } })).items[0],
        (await read('batchGet', 'notes', { ...bob, body: { ids: [id] } })).items[0],
        (await read('get', 'books', { ...bob, id: bookId, query: { include: '{"notes":true}' } })).notes.items[0],
      ];
      for (const note of byBob) expect([note.id, note.pay]).toEqual([id, undefined]);
      expect((await read('query', 'notes', { ...bob, body: { bookId, filter: { pay: 5 } } })).items).toEqual([]);
      expect((await call('query', 'notes', { ...ann, body: { bookId, filter: { pin: 'x' } } })).status).toBe(400);
      expect((await call('query', 'notes', { user: null, body: { bookId, filter: { pay: 5 } } })).status).toBe(400);
    });

    it('includes items of related models, and those of theirs', async () => {
      const user = asUser();
      const book = await made('books', { title: 'One' }, user);
      const tags = [await made('tags', { name: randomUUID() }, user), await made('tags', { name: randomUUID() }, user)];
      for (const rank of [1, 2, 3]) {
        const note = await made('notes', { bookId: book.id, rank }, user);
        for (const { id } of tags) await made('notesTags', { noteId: note.id, tagId: id }, user);
      }
      const include = { notes: { limit: 2, order: 'desc', include: { tags: true, book: true } } };
      const [listed] = (await read('query', 'books', { ...user, body: { owner: 'me', include } })).items;
      expect(listed.notes.items.map(({ rank }: { rank: number }) => rank)).toEqual([3, 2]);
      for (const note of listed.notes.items) {
        expect(note.book).toEqual(book);
        expect(note.tags.items).toEqual(tags);
      }
      const got = await read('get', 'books', { ...user, id: book.id, query: { include: JSON.stringify(include) } });
      expect(idsOf(got.notes)).toEqual(idsOf(listed.notes));
      const more = { bookId: book.id, order: 'desc', cursor: got.notes.cursor };
      expect((await read('list', 'notes', { ...user, query: more })).items).toEqual([expect.objectContaining({ rank: 1 })]);
    });

    it('gets many by their ids', async () => {
      const [ann, bob] = [asUser(), asUser()];
      const all: string[] = [];
      for (let rank = 0; rank < 12; rank++) all.push((await made('notes', { rank }, rank % 3 === 0 ? bob : ann)).id);
      const { items, missing, unprocessed } = await read('batchGet', 'notes', { ...ann, body: { ids: [...all, 'nothing'] } });
      expect(items.map(({ id }: { id: string }) => id)).toEqual(all.filter((_, i) => i % 3 !== 0));
      expect([missing, unprocessed]).toEqual([[...all.filter((_, i) => i % 3 === 0), 'nothing'], undefined]);
    });

    it('shows nothing of what was deleted or has ended, nor of claims to unique values', async () => {
      const user = asUser();
      const kind = randomUUID();
      const gone = await made('notes', { kind, rank: 1 }, user);
      await call('delete', 'notes', { ...user, id: gone.id });
      await made('notes', { kind, rank: 2, ends: new Date(Date.now() - 5_000).toISOString() }, user);
      const { id } = await made('notes', { kind, rank: 3, ends: new Date(Date.now() + 60_000).toISOString() }, user);
      expect(idsOf(await read('query', 'notes', { ...user, body: { kind } }))).toEqual([id]);
      expect(await read('count', 'notes', { ...user, body: { kind } })).toEqual({ count: 1, complete: true });
      expect((await call('get', 'notes', { ...user, id: gone.id })).status).toBe(404);
      expect((await read('batchGet', 'notes', { ...user, body: { ids: [gone.id, id] } })).missing).toEqual([gone.id]);
    });

    it('reads over what the rules hide, as far as the budget goes, and says so', async () => {
      const [ann, bob] = [asUser(), asUser()];
      const labels = ['x'.repeat(25_000)];
      const { id: bookId } = await made('books', {}, ann);
      // More than one read takes at once.
      await inParallel(
        Array.from({ length: 150 }, (_, rank) => rank),
        10,
        (rank) => made('notes', { bookId, rank, labels }, ann),
      );
      const page = await read('query', 'notes', { ...bob, body: { bookId } });
      expect(page).toEqual({ items: [], cursor: expect.any(String), stopped: 'budget' });
      expect(await read('query', 'notes', { ...bob, body: { bookId, cursor: page.cursor } })).toEqual({ items: [] });
    }, 60_000);

    it('says so where DynamoDB is throttled in the midst of an include', async () => {
      const user = asUser();
      const { id } = await made('books', {}, user);
      await made('notes', { bookId: id, rank: 1 }, user);
      proxy.inject(undefined, 'throttle', 'throttle', 'throttle', 'throttle');
      const sent = { ...user, id, query: { include: '{"notes":true}' } };
      expect((await call('get', 'books', sent)).status).toBe(429);
      expect((await read('get', 'books', sent)).notes.items).toHaveLength(1);
    }, 30_000);
  });
}
