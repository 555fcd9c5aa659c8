import { createDataEngine, type DataEngine } from '../../../../../lambdas/data/engine/index';
import type { DynamoDb } from '../../../../../lambdas/shared/dynamodb/index';
import { MemoryDynamoDb } from '../../../../support/memory-dynamodb/index';
import { contextWith, KEY } from '../support';
import { ann, key, SHOP } from './support';

/** Requests with the keys that they carry, on a shop of two products; each leaves a trace that a second time would show. */
const REQUESTS: Record<string, (engine: DataEngine, idempotencyKey: string) => Promise<unknown>> = {
  'a create': (engine, idempotencyKey) => engine.create(ann, 'shelves', { name: 'new' }, { idempotencyKey }),
  'a create of a unique value and a relation': (engine, idempotencyKey) =>
    engine.create(ann, 'products', { name: 'new', slug: 'new', shelfId: 's' }, { idempotencyKey }),
  'a patch': (engine, idempotencyKey) => engine.update(ann, 'products', 'p', { name: 'new' }, { idempotencyKey }),
  'a patch of a version': (engine, idempotencyKey) =>
    engine.update(ann, 'products', 'p', { name: 'new' }, { idempotencyKey, ifVersion: 1 }),
  'a patch of a unique value': (engine, idempotencyKey) =>
    engine.update(ann, 'products', 'p', { slug: 'new' }, { idempotencyKey, ifVersion: 1 }),
  'an operator': (engine, idempotencyKey) => engine.update(ann, 'products', 'p', { $increment: { stock: 1 } }, { idempotencyKey }),
  'an operator of a version': (engine, idempotencyKey) =>
    engine.update(ann, 'products', 'p', { $increment: { stock: 1 } }, { idempotencyKey, ifVersion: 1 }),
  'a replacement': (engine, idempotencyKey) => engine.replace(ann, 'products', 'p', { name: 'new' }, { idempotencyKey }),
  'an upsert of what is there': (engine, idempotencyKey) => engine.upsert(ann, 'products', 'p', { name: 'new' }, { idempotencyKey }),
  'an upsert of what is not': (engine, idempotencyKey) => engine.upsert(ann, 'products', 'x', { name: 'new' }, { idempotencyKey }),
  'a delete': (engine, idempotencyKey) => engine.delete(ann, 'products', 'p', { idempotencyKey }),
  'a delete of a version': (engine, idempotencyKey) => engine.delete(ann, 'shelves', 's', { idempotencyKey, ifVersion: 1 }),
  'a transaction': (engine, idempotencyKey) =>
    engine.transact(
      ann,
      {
        actions: [
          { model: 'products', create: { name: 'new', slug: 'new' } },
          { model: 'products', update: { $increment: { stock: 1 } }, id: 'p' },
          { model: 'products', delete: 'q' },
        ],
      },
      { idempotencyKey },
    ),
  'a transaction of operators alone': (engine, idempotencyKey) =>
    engine.transact(
      ann,
      {
        actions: [
          { model: 'products', update: { $increment: { stock: 1 } }, id: 'p' },
          { model: 'products', update: { $increment: { stock: 1 } }, id: 'q' },
          { model: 'shelves', check: 's' },
        ],
      },
      { idempotencyKey },
    ),
};

async function shop() {
  const dynamodb = new MemoryDynamoDb();
  const engine = createDataEngine(contextWith(dynamodb.client, SHOP));
  await engine.create(ann, 'shelves', { id: 's', name: 'shelf' }, { idempotencyKey: KEY });
  await engine.create(ann, 'products', { id: 'p', name: 'a', slug: 'a' }, { idempotencyKey: KEY });
  await engine.create(ann, 'products', { id: 'q', name: 'b' }, { idempotencyKey: KEY });
  dynamodb.calls.length = 0;
  return { dynamodb, engine };
}

const stateOf = (dynamodb: MemoryDynamoDb) =>
  [...dynamodb.tables].map(([table, items]) => [table, [...items].sort(([a], [b]) => (a < b ? -1 : 1))]);

/** What a request leaves behind when nothing goes wrong, and in how many calls. */
async function undisturbed(request: (typeof REQUESTS)[string], idempotencyKey: string) {
  const { dynamodb, engine } = await shop();
  await request(engine, idempotencyKey);
  return { state: stateOf(dynamodb), calls: dynamodb.calls.length };
}

const isDeath = (error: unknown) => error instanceof Error && error.name === 'TimeoutError';

describe.each(Object.entries(REQUESTS))('%s', (_, request) => {
  it('is done once, whichever of its calls to DynamoDB its handler dies at, and answered', async () => {
    const idempotencyKey = key();
    const expected = await undisturbed(request, idempotencyKey);
    for (let at = 0; at < expected.calls; at++) {
      for (const when of ['before', 'after'] as const) {
        const { dynamodb, engine } = await shop();
        dynamodb.fault = (call) => (call === at ? when : undefined);
        await expect(request(engine, idempotencyKey)).rejects.toMatchObject({ name: 'TimeoutError' });
        dynamodb.fault = () => undefined;
        await request(engine, idempotencyKey);
        expect(await request(engine, idempotencyKey)).toMatchObject({ replayed: true });
        expect(stateOf(dynamodb)).toEqual(expected.state);
      }
    }
  });

  it('is done once while the same runs beside it, in whatever order their calls come', async () => {
    const idempotencyKey = key();
    const expected = await undisturbed(request, idempotencyKey);
    for (let order = 0; order < 32; order++) {
      const { dynamodb } = await shop();
      const both = [0, 1].map((place) => {
        // Of each step the order says who makes it.
        const client = turns(dynamodb.client, () => ((order >> (dynamodb.calls.length % 5)) & 1) === place);
        return request(createDataEngine(contextWith(client, SHOP)), idempotencyKey);
      });
      const answers = await Promise.allSettled(both);
      expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
      expect(stateOf(dynamodb)).toEqual(expected.state);
    }
  }, 60_000);

  it('is done once with faults all over', async () => {
    const idempotencyKey = key();
    const expected = await undisturbed(request, idempotencyKey);
    for (let seed = 1; seed <= 30; seed++) {
      const { dynamodb, engine } = await shop();
      let state = seed;
      dynamodb.fault = () => {
        state = (state * 48271) % 2147483647;
        return (['before', 'after', undefined, undefined] as const)[state % 4];
      };
      for (let tries = 0; tries < 100; tries++) {
        try {
          await request(engine, idempotencyKey);
          break;
        } catch (error) {
          if (!isDeath(error)) throw error;
        }
      }
      expect(stateOf(dynamodb)).toEqual(expected.state);
    }
  });
});

/** A client that waits, a little, until it is its turn. */
function turns(client: DynamoDb, isMine: () => boolean): DynamoDb {
  return new Proxy(client, {
    get: (target, operation: keyof DynamoDb) => async (input: never) => {
      for (let waited = 0; waited < 5 && !isMine(); waited++) await new Promise((later) => setImmediate(later));
      return target[operation](input);
    },
  });
}
