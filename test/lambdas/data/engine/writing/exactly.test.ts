import type { ModelSpec } from '../../../../../lib/manifest/index';
import { ann, key, memoryEngine, NO_QUESTION, problem, SHOP } from './support';

/** More writes than an item remembers. */
const MANY = Array.from({ length: 20 }, (_, i) => i);

const COUNTERS: Record<string, ModelSpec> = {
  ...SHOP,
  counters: {
    fields: {
      count: { type: 'integer', defaultValue: 0 },
      tags: { type: 'list', items: { type: 'string' } },
      marks: { type: 'stringSet', maxItems: 3 },
      at: { type: 'object', fields: { city: { type: 'string' } } },
      shelfId: { type: 'id' },
    },
    rules: [{ allow: 'owner' }],
    indexes: {},
    relations: { shelf: { kind: 'belongsTo', model: 'shelves', field: 'shelfId', onDelete: 'cascade' } },
  },
  lines: {
    fields: { count: { type: 'integer', defaultValue: 0 }, counterId: { type: 'id' } },
    rules: [{ allow: 'related', relation: 'counter' }],
    indexes: {},
    relations: { counter: { kind: 'belongsTo', model: 'counters', field: 'counterId', onDelete: 'cascade' } },
  },
};

async function counters() {
  const memory = memoryEngine(COUNTERS);
  const { engine } = memory;
  for (const id of ['n', 'k']) await engine.create(ann, 'counters', { id, count: 1, tags: ['a'] });
  await engine.create(ann, 'lines', { id: 'l', counterId: 'k' });
  await engine.create(ann, 'products', { id: 'p', name: 'p' });
  memory.operations();
  const patched = async (model: string, id: string, values: (i: number) => object) => {
    for (const i of MANY) await engine.update(ann, model, id, values(i));
  };
  return { ...memory, patched, count: async (model: string, id: string) => (await engine.get(ann, model, id, NO_QUESTION)).count };
}

const transact = (...actions: object[]) => ({ actions: actions.map((action) => ({ model: 'counters', ...action })) });
const increment = { id: 'k', update: { $increment: { count: 100 } } };

describe('a transaction', () => {
  test.each([
    ['a patch and an operator', transact({ id: 'n', update: { tags: ['b'] } }, increment)],
    ['a patch alone', transact({ id: 'k', update: { count: 101 } })],
    ['an operator and a check of what ends', transact(increment, { model: 'products', check: 'p' })],
    ['an operator that reaches into what is not there', transact({ id: 'n', update: { at: { city: 'Bern' } } }, increment)],
    ['an operator on what it makes', transact({ id: 'n', update: { $addToSet: { marks: ['x'] } } }, increment)],
    ['an upsert', transact({ id: 'new', upsert: { count: 1 } }, increment)],
    ['a delete', transact({ delete: 'n' }, increment)],
    ['a create', transact({ create: { id: 'new' } }, increment)],
  ])('of %s is done once, however often its items are written in between', async (_, input) => {
    const { engine, patched, count } = await counters();
    const options = { idempotencyKey: key() };
    expect(await engine.transact(ann, input, options)).toMatchObject({ replayed: false });
    await patched('counters', 'k', (i) => ({ tags: [String(i)] }));
    for (const id of ['n', 'new']) await patched('counters', id, (i) => ({ tags: [String(i)] })).catch(() => undefined);
    expect(await engine.transact(ann, input, options)).toMatchObject({ replayed: true });
    await engine.delete(ann, 'counters', 'new').catch(() => undefined);
    await engine.create(ann, 'counters', { id: 'n' }).catch(() => undefined);
    await patched('counters', 'n', (i) => ({ tags: [String(i)] }));
    expect(await engine.transact(ann, input, options)).toMatchObject({ replayed: true });
    expect(await count('counters', 'k')).toBe(101);
  });

  it('that was done is not refused, though its conditions would not hold any more', async () => {
    const { engine, patched } = await counters();
    const inputs = [
      transact({ create: { id: 'y' } }, { check: 'n', ifVersion: 1 }),
      transact({ id: 'k', update: { tags: [] }, if: { count: 1 } }, { id: 'n', update: { tags: [] } }),
      transact({ id: 'k', update: { $increment: { count: 1 } }, if: { count: 1 } }, { check: 'n', if: { count: 1 } }),
    ].map((input) => ({ input, options: { idempotencyKey: key() } }));
    for (const { input, options } of inputs) await engine.transact(ann, input, options);
    await patched('counters', 'n', (i) => ({ count: i + 2 }));
    for (const { input, options } of inputs) expect(await engine.transact(ann, input, options)).toMatchObject({ replayed: true });
    await expect(engine.transact(ann, inputs[0]?.input)).rejects.toEqual(problem('transaction-refused'));
  });

  it('with the key of another is told as that', async () => {
    const { engine } = await counters();
    const options = { idempotencyKey: key() };
    await engine.transact(ann, transact({ id: 'n', update: { tags: ['b'] } }, increment), options);
    const other = transact({ id: 'n', update: { tags: ['c'] } }, increment);
    await expect(engine.transact(ann, other, options)).rejects.toEqual(problem('key-reused'));
  });
});

describe('an operator', () => {
  test.each<[string, string, string, object]>([
    ['that only the item as it is answers', 'counters', 'k', { $increment: { count: 100 }, $remove: { tags: ['a'] } }],
    ['beside a patch into what is not there', 'counters', 'k', { $increment: { count: 100 }, at: { city: 'Bern' } }],
    ['that a relation admits to', 'lines', 'l', { $increment: { count: 100 } }],
  ])('%s is done once, however often the item is written in between', async (_, model, id, change) => {
    const { engine, patched, count } = await counters();
    const options = { idempotencyKey: key() };
    await engine.update(ann, model, id, change, options);
    const counted = await count(model, id);
    await patched(model, id, () => ({}));
    expect(await engine.update(ann, model, id, change, options)).toMatchObject({ replayed: true });
    expect(await count(model, id)).toBe(counted);
  });

  it('of a version that there never was is refused', async () => {
    const { engine, count } = await counters();
    const change = { $increment: { count: 1 } };
    await expect(engine.update(ann, 'counters', 'k', change, { ifVersion: 0 })).rejects.toEqual(problem('version-mismatch'));
    expect(await count('counters', 'k')).toBe(1);
  });

  it('with a key that is older than DynamoDB surely remembers is refused', async () => {
    const { engine, clock, count } = await counters();
    const options = { idempotencyKey: key() };
    clock.now -= 55_000;
    await engine.update(ann, 'counters', 'k', { $increment: { count: 1 } }, options);
    clock.now += 55_000 + 9 * 60_000 + 1;
    await expect(engine.update(ann, 'counters', 'k', { $increment: { count: 1 } }, options)).rejects.toEqual(problem('stale-key'));
    // What the item remembers may be as old as any key.
    await engine.update(ann, 'counters', 'k', { $increment: { count: 1 } }, { ...options, ifVersion: 2 });
    expect(await count('counters', 'k')).toBe(3);
  });

  it('does not write what has ended since its key was made', async () => {
    const { engine, clock } = await counters();
    const options = { idempotencyKey: key() };
    await engine.update(ann, 'products', 'p', { until: new Date(clock.now + 60_000).toISOString() });
    clock.now += 120_000;
    await expect(engine.update(ann, 'products', 'p', { $increment: { stock: 1 } }, options)).rejects.toEqual(problem('not-found'));
    const checked = {
      actions: [
        { model: 'products', check: 'p' },
        { model: 'counters', ...increment },
      ],
    };
    await expect(engine.transact(ann, checked, options)).rejects.toEqual(problem('transaction-refused'));
  });
});

describe('a create and a delete', () => {
  it('are known however often their item is written in between', async () => {
    const { engine, patched } = await counters();
    const [made, gone, again] = [{ idempotencyKey: key() }, { idempotencyKey: key() }, { idempotencyKey: key() }];
    await engine.create(ann, 'counters', { id: 'new' }, made);
    await patched('counters', 'new', (i) => ({ count: i }));
    expect(await engine.create(ann, 'counters', { id: 'new' }, made)).toMatchObject({
      item: { version: 21 },
      created: true,
      replayed: true,
    });
    await engine.delete(ann, 'counters', 'new', gone);
    await expect(engine.create(ann, 'counters', { id: 'new' }, made)).rejects.toEqual(problem('not-found'));
    await engine.create(ann, 'counters', { id: 'new' }, again);
    await patched('counters', 'new', (i) => ({ count: i }));
    expect(await engine.delete(ann, 'counters', 'new', gone)).toMatchObject({ replayed: true });
    expect(await engine.get(ann, 'counters', 'new', NO_QUESTION)).toMatchObject({ count: 19 });
  });

  it('leave no more than is asked for: what is too old is forgotten', async () => {
    const { engine, clock, dynamodb } = await counters();
    for (const _ of MANY.slice(0, 5)) {
      await engine.delete(ann, 'counters', 'n');
      await engine.create(ann, 'counters', { id: 'n' });
      clock.now += 3 * 60_000;
    }
    expect(dynamodb.items('shop.counters').get('n')?._once).toEqual({ S: expect.stringMatching(/^([\w-]{23}){8,10}$/) });
  });

  it('an upsert is answered as the first time', async () => {
    const { engine } = await counters();
    const options = { idempotencyKey: key() };
    expect(await engine.upsert(ann, 'counters', 'new', { count: 1 }, options)).toMatchObject({ created: true, replayed: false });
    expect(await engine.upsert(ann, 'counters', 'new', { count: 1 }, options)).toMatchObject({ created: true, replayed: true });
    const other = { idempotencyKey: key() };
    expect(await engine.upsert(ann, 'counters', 'new', { count: 2 }, other)).toMatchObject({ created: false, replayed: false });
    expect(await engine.upsert(ann, 'counters', 'new', { count: 2 }, other)).toMatchObject({ created: false, replayed: true });
  });
});
