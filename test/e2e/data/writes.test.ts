import { randomUUID } from 'node:crypto';
import { createDataEngine, type DataEngine } from '../../../lambdas/data/engine/index';
import { accessOf } from '../../../lambdas/shared/access';
import { createCursors } from '../../../lambdas/shared/cursor/index';
import { Deadline } from '../../../lambdas/shared/deadline';
import { createDynamoDb, type DynamoDb } from '../../../lambdas/shared/dynamodb/index';
import { uuidv7 } from '../../../lambdas/shared/uuid';
import type { ModelSpec } from '../../../lib/manifest/index';
import { type Fault, type FaultyProxy, startFaultyProxy } from '../../support/faulty-proxy';
import { BACKENDS } from './backends';
import { createModelTable } from './table';

const MODELS: Record<string, ModelSpec> = {
  counters: {
    fields: { name: { type: 'string' }, text: { type: 'string' }, ratio: { type: 'number' } },
    rules: [{ allow: 'owner' }],
    indexes: {},
  },
  shelves: { fields: { name: { type: 'string' } }, rules: [{ allow: 'owner' }], indexes: {} },
  products: {
    fields: {
      name: { type: 'string', required: true },
      text: { type: 'string' },
      slug: { type: 'string', unique: true },
      stock: { type: 'integer', min: 0, max: 1000, defaultValue: 0 },
      ratio: { type: 'number' },
      tags: { type: 'stringSet', maxItems: 3 },
      log: { type: 'list', items: { type: 'string' }, maxItems: 3 },
      key: { type: 'bytes' },
      address: { type: 'object', fields: { city: { type: 'string', required: true }, street: { type: 'string' } } },
      until: { type: 'datetime', ttl: true },
      shelfId: { type: 'id' },
    },
    rules: [{ allow: 'owner' }],
    indexes: {},
    relations: { shelf: { kind: 'belongsTo', model: 'shelves', field: 'shelfId', onDelete: 'cascade' } },
  },
};

const ann = accessOf({ owner: 'ann', groups: [] });
const bob = accessOf({ owner: 'bob', groups: [] });
const code = (expected: string) => expect.objectContaining({ code: expected });
const reasons = (results: PromiseSettledResult<unknown>[]) =>
  results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));

for (const { name, available, start } of BACKENDS) {
  (available ? describe : describe.skip)(`writes on ${name}`, () => {
    let backend: Awaited<ReturnType<typeof start>>;
    let proxy: FaultyProxy;
    let engine: DataEngine;
    let dynamodb: DynamoDb;
    const backendId = `writes-${randomUUID().slice(0, 8)}`;

    beforeAll(async () => {
      backend = await start();
      proxy = await startFaultyProxy(backend.url);
      for (const [model, spec] of Object.entries(MODELS)) await createModelTable(backend.url, backendId, model, spec);
      const environment = {
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_ENDPOINT_URL: proxy.url,
      };
      dynamodb = createDynamoDb({ environment });
      engine = engineOver(dynamodb);
    }, 180_000);
    function engineOver(client: DynamoDb): DataEngine {
      const manifest = { manifestVersion: 1, backendId, data: { models: MODELS } } as const;
      const cursors = createCursors(async () => 'a secret of at least thirty-two characters');
      return createDataEngine({
        manifest,
        binding: {},
        environment: {},
        dynamodb: client,
        cursors,
        deadline: new Deadline(),
        now: Date.now,
      });
    }

    beforeEach(() => proxy.inject());
    afterAll(async () => {
      await proxy.close();
      await backend.stop();
    });

    const key = () => uuidv7(Date.now());
    const operations = () => proxy.seen.map(({ operation }) => operation);
    const made = async (values: object = {}) => {
      const { item } = await engine.create(ann, 'products', { name: 'a', ...values });
      proxy.inject();
      return item;
    };

    it('are one call where that will do', async () => {
      const item = await made({ address: { city: 'Bern' } });
      await engine.create(ann, 'shelves', { name: 'a' });
      const options = (ifVersion: number) => ({ ifVersion, if: { name: { ne: 'z' } } });
      const { item: patched } = await engine.update(ann, 'products', item.id, { text: 'b', address: { street: 'x' } }, options(1));
      expect(patched).toMatchObject({ text: 'b', address: { city: 'Bern', street: 'x' }, version: 2 });
      await engine.update(ann, 'products', item.id, { $increment: { stock: 2 } }, options(2));
      expect(await engine.get(ann, 'products', item.id)).toMatchObject({ stock: 2, version: 3 });
      expect(operations()).toEqual(['PutItem', 'UpdateItem', 'UpdateItem', 'GetItem']);
    });

    it('work on whatever is there', async () => {
      const { id } = await made({ tags: ['x'], log: ['a'], key: 'aGk=' });
      const patch = {
        text: 'b',
        $increment: { stock: 2, ratio: -0.5 },
        $append: { log: ['b'] },
        $addToSet: { tags: ['y'] },
        $setIfAbsent: { slug: id },
      };
      await expect(engine.update(bob, 'products', id, patch)).rejects.toEqual(code('not-found'));
      const { $setIfAbsent: _, ...blind } = patch;
      proxy.inject();
      expect((await engine.update(ann, 'products', id, blind)).item).toMatchObject({
        text: 'b',
        stock: 2,
        ratio: -0.5,
        log: ['a', 'b'],
        tags: ['x', 'y'],
        key: 'aGk=',
        version: 2,
      });
      // What may end by itself is read first, so that nothing is added to what has ended.
      expect(operations()).toEqual(['GetItem', 'TransactWriteItems']);
      expect((await engine.update(ann, 'products', id, { $setIfAbsent: { slug: id } })).item.slug).toBe(id);
      await expect(engine.update(ann, 'products', id, { $increment: { stock: 999 } })).rejects.toEqual(code('validation-failed'));
      await expect(engine.update(ann, 'products', id, { $addToSet: { tags: ['u', 'v'] } })).rejects.toEqual(code('validation-failed'));
      expect((await engine.update(ann, 'products', id, { $addToSet: { tags: ['x', 'y', 'z'] } })).item.tags).toEqual(['x', 'y', 'z']);
      expect((await engine.update(ann, 'products', id, { $removeFromSet: { tags: ['x', 'y', 'z'] } })).item.tags).toBeUndefined();
      expect((await engine.update(ann, 'products', id, { address: { city: 'Bern' } }, { ifVersion: 5 })).item.version).toBe(6);
    });

    it('are carried out once, and say so', async () => {
      const { id } = await made();
      const requests: ((idempotencyKey: string) => Promise<{ replayed: boolean }>)[] = [
        (idempotencyKey) => engine.update(ann, 'products', id, { $increment: { stock: 1 } }, { idempotencyKey }),
        (idempotencyKey) => engine.update(ann, 'products', id, { text: 'x' }, { idempotencyKey }),
        (idempotencyKey) => engine.update(ann, 'products', id, { text: 'y' }, { idempotencyKey, ifVersion: 3 }),
        (idempotencyKey) => engine.create(ann, 'products', { name: 'b', slug: `once-${id}` }, { idempotencyKey }),
        (idempotencyKey) =>
          engine.transact(
            ann,
            {
              actions: [
                { model: 'products', update: { $increment: { stock: 1 } }, id },
                { model: 'shelves', create: { name: 'a' } },
              ],
            },
            { idempotencyKey },
          ),
        (idempotencyKey) => engine.delete(ann, 'products', id, { idempotencyKey, ifVersion: 5 }),
      ];
      for (const request of requests) {
        const idempotencyKey = key();
        expect(await request(idempotencyKey)).toMatchObject({ replayed: false });
        expect(await request(idempotencyKey)).toMatchObject({ replayed: true });
      }
      expect((await engine.create(ann, 'products', { id, name: 'again' })).item.version).toBe(7);
      const idempotencyKey = key();
      await engine.update(ann, 'products', id, { text: 'x' }, { idempotencyKey, ifVersion: 7 });
      const others = [{ ifVersion: 8 }, { ifVersion: 7 }, {}];
      for (const other of others)
        await expect(engine.update(ann, 'products', id, { text: 'z' }, { idempotencyKey, ...other })).rejects.toEqual(code('key-reused'));
    });

    it('survive what happens on the way', async () => {
      const faults: Fault[] = ['reset-before', 'reset-after', 'error-before', 'error-after', 'throttle', 'truncate'];
      for (const fault of faults) {
        const { id } = await made({ slug: randomUUID() });
        proxy.inject(fault);
        expect(await engine.create(ann, 'products', { id: `${id}-2`, name: 'a' })).toMatchObject({ replayed: false });
        proxy.inject(fault);
        expect(await engine.update(ann, 'products', id, { slug: randomUUID() }, { ifVersion: 1 })).toMatchObject({ item: { version: 2 } });
        proxy.inject(fault);
        expect((await engine.update(ann, 'products', id, { $increment: { stock: 1 } })).item).toMatchObject({ version: 3, stock: 1 });
        proxy.inject(fault);
        const actions = [
          { model: 'products', update: { $increment: { stock: 1 } }, id },
          { model: 'products', create: { name: 'b', slug: randomUUID() } },
        ];
        expect((await engine.transact(ann, { actions })).items[0]).toMatchObject({ version: 4, stock: 2 });
        proxy.inject(fault);
        await engine.delete(ann, 'products', id, { ifVersion: 4 });
      }
    }, 60_000);

    it('of 50 clients on one item lose none, and tell each that is refused', async () => {
      const { id } = (await engine.create(ann, 'counters', { ratio: 0 })).item;
      const added = Array.from({ length: 50 }, () => engine.update(ann, 'counters', id, { $increment: { ratio: 1 } }));
      await Promise.all(added);
      expect(await engine.get(ann, 'counters', id)).toMatchObject({ ratio: 50, version: 51 });
      const versioned = await Promise.allSettled(
        Array.from({ length: 50 }, (_, i) => engine.update(ann, 'counters', id, { text: String(i) }, { ifVersion: 51 })),
      );
      const done = versioned.filter(({ status }) => status === 'fulfilled');
      expect(done).toHaveLength(1);
      expect(reasons(versioned)).toEqual(Array.from({ length: 49 }, () => code('version-mismatch')));
    }, 60_000);

    it('of 50 clients who want one value, one gets it', async () => {
      const slug = randomUUID();
      const results = await Promise.allSettled(
        Array.from({ length: 50 }, (_, i) => engine.create(ann, 'products', { name: String(i), slug })),
      );
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(reasons(results)).toEqual(Array.from({ length: 49 }, () => code('conflict')));
    }, 60_000);

    it('are all or nothing in a transaction', async () => {
      const { id } = await made({ stock: 1, slug: randomUUID() });
      const shelfId = randomUUID();
      const take = { model: 'products', update: { $increment: { stock: -1 } }, id, if: { stock: { gt: 0 } } };
      const shelf = { model: 'shelves', create: { id: shelfId, name: 's' } };
      const { items } = await engine.transact(ann, { actions: [take, shelf, { model: 'products', create: { name: 'on it', shelfId } }] });
      expect(items).toMatchObject([{ stock: 0 }, { id: shelfId }, { shelfId }]);
      await expect(engine.transact(ann, { actions: [take, { model: 'shelves', create: { name: 't' } }] })).rejects.toMatchObject({
        code: 'transaction-refused',
        details: { errors: [{ pointer: '/actions/0', code: 'condition-failed' }] },
      });
      await expect(engine.create(ann, 'products', { name: 'b', shelfId: 'nothing' })).rejects.toEqual(code('validation-failed'));
      const many = Array.from({ length: 100 }, (_, i) => ({ model: 'shelves', create: { name: String(i) } }));
      expect((await engine.transact(ann, { actions: many })).items).toHaveLength(100);
    }, 60_000);

    it('of less than 1 kB cost one unit, with all that is remembered; an operator two', async () => {
      const units: number[] = [];
      const counting = new Proxy(dynamodb, {
        get: (client, operation: keyof DynamoDb) => async (input: object) => {
          const answer = (await client[operation]({ ...input, ReturnConsumedCapacity: 'TOTAL' } as never)) as {
            ConsumedCapacity?: unknown;
          };
          const consumed = [answer.ConsumedCapacity ?? []].flat() as { CapacityUnits: number }[];
          if (operation !== 'getItem') units.push(consumed.reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0));
          return answer;
        },
      });
      const small = engineOver(counting);
      const { item } = await small.create(ann, 'counters', { name: 'a', text: 'x'.repeat(500), ratio: 0.5 });
      for (let version = 1; version <= 20; version++)
        await small.update(ann, 'counters', item.id, { ratio: version }, { ifVersion: version });
      expect(units).toEqual(Array(21).fill(1));
      const { Item } = await dynamodb.getItem({ TableName: `${backendId}.counters`, Key: { id: { S: item.id } } });
      expect(Object.keys(Item ?? {}).filter((attribute) => attribute.startsWith('_w'))).toHaveLength(16);

      units.length = 0;
      await small.update(ann, 'counters', item.id, { $increment: { ratio: 1 } });
      await small.delete(ann, 'counters', item.id, { ifVersion: 22 });
      // DynamoDB Local counts an update of a transaction twice.
      expect(units).toEqual([name === 'DynamoDB Local' ? 4 : 2, 1]);
    });
  });
}
