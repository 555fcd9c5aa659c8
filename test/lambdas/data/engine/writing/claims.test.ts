import { ann, bob, key, memoryEngine, problem, SHOP } from './support';

const claimsIn = ({ dynamodb }: ReturnType<typeof memoryEngine>) =>
  [...dynamodb.items('shop.products').keys()]
    .filter((id) => /^#(slug|code)#/.test(id))
    .map((id) => id.split('#')[1])
    .sort();
const taken = (...fields: string[]) =>
  problem('conflict', { details: { errors: fields.map((field) => ({ pointer: `/${field}`, detail: 'is taken' })) } });

describe('a unique value', () => {
  it('has one item, in one transaction, and is free when that one changes or goes', async () => {
    const memory = memoryEngine(SHOP);
    const { engine } = memory;
    const { item } = await engine.create(ann, 'products', { name: 'a', slug: 'x', code: 1 });
    expect(memory.operations()).toEqual(['transactWriteItems']);
    expect(claimsIn(memory)).toEqual(['code', 'slug']);
    await expect(engine.create(bob, 'products', { name: 'b', slug: 'x' })).rejects.toEqual(taken('slug'));
    await engine.create(bob, 'products', { name: 'b', slug: 'y' });
    await expect(engine.update(ann, 'products', item.id, { slug: 'y' })).rejects.toEqual(taken('slug'));
    await engine.update(ann, 'products', item.id, { slug: 'z', code: null }, { ifVersion: 1 });
    await engine.create(bob, 'products', { name: 'c', slug: 'x', code: 1 });
    await engine.delete(ann, 'products', item.id, { ifVersion: 2 });
    await engine.create(bob, 'products', { name: 'd', slug: 'z' });
    expect(claimsIn(memory)).toEqual(['code', 'slug', 'slug', 'slug']);
  });

  it('can go from one item to another in a transaction, and two can change theirs', async () => {
    const memory = memoryEngine(SHOP);
    const { engine } = memory;
    await engine.create(ann, 'products', { id: 'p', name: 'a', slug: 'x' });
    await engine.create(ann, 'products', { id: 'q', name: 'b', slug: 'y' });
    const change = (id: string, slug: string) => ({ model: 'products', update: { slug }, id });
    expect((await engine.transact(ann, { actions: [change('p', 'y'), change('q', 'x')] })).items).toMatchObject([
      { slug: 'y' },
      { slug: 'x' },
    ]);
    const actions = [
      { model: 'products', delete: 'p' },
      { model: 'products', create: { id: 'r', name: 'c', slug: 'y' } },
    ];
    expect((await engine.transact(ann, { actions })).items).toMatchObject([null, { slug: 'y' }]);
    await expect(engine.transact(ann, { actions: [change('r', 'z'), change('q', 'z')] })).rejects.toEqual(
      problem('transaction-refused', {
        details: { errors: [{ pointer: '/actions/1/update/slug', detail: 'is taken', code: 'conflict' }] },
      }),
    );
    expect(claimsIn(memory)).toEqual(['slug', 'slug']);
  });

  it('is claimed by no client itself', async () => {
    const memory = memoryEngine(SHOP);
    const { engine } = memory;
    await engine.create(ann, 'products', { id: 'p', name: 'a', slug: 'x' });
    const claim = [...memory.dynamodb.items('shop.products').keys()].find((id) => id.startsWith('#')) as string;
    const errors = [expect.objectContaining({ pointer: '/id' })];
    await expect(engine.upsert(bob, 'products', claim, { name: 'b' })).rejects.toEqual(
      problem('validation-failed', { details: { errors } }),
    );
    await expect(engine.create(bob, 'products', { id: claim, name: 'b' })).rejects.toEqual(
      problem('validation-failed', { details: { errors } }),
    );
    for (const id of [claim]) {
      await expect(engine.get(bob, 'products', id)).rejects.toEqual(problem('not-found'));
      await expect(engine.update(bob, 'products', id, { name: 'b' })).rejects.toEqual(problem('not-found'));
      await expect(engine.update(bob, 'products', id, { $increment: { stock: 1 } })).rejects.toEqual(problem('not-found'));
      await expect(engine.delete(bob, 'products', id)).rejects.toEqual(problem('not-found'));
    }
  });

  it('costs a write nothing that does not touch it', async () => {
    const { engine, operations } = memoryEngine(SHOP);
    const { item } = await engine.create(ann, 'products', { name: 'a', slug: 'x' });
    operations();
    await engine.update(ann, 'products', item.id, { name: 'b' }, { ifVersion: 1 });
    expect(operations()).toEqual(['updateItem']);
  });

  it('that two items have, one of them by right, keeps neither from being changed or deleted', async () => {
    const { engine, dynamodb, operations } = memoryEngine(SHOP);
    for (const [id, slug] of [
      ['p', 'x'],
      ['q', 'y'],
      ['r', 'z'],
    ])
      await engine.create(ann, 'products', { id, name: 'a', slug });
    // As where the field was not unique before: the claims to the others' values are p's.
    for (const [id, item] of dynamodb.items('shop.products'))
      if ('slug' in item) dynamodb.items('shop.products').set(id, { ...item, slug: { S: 'x' } });
    operations();
    expect((await engine.update(ann, 'products', 'q', { slug: 'w' }, { ifVersion: 1 })).item.slug).toBe('w');
    expect(operations().filter((operation) => operation === 'transactWriteItems')).toHaveLength(2);
    await engine.delete(ann, 'products', 'r');
    await expect(engine.create(ann, 'products', { name: 'b', slug: 'x' })).rejects.toEqual(taken('slug'));
    await engine.delete(ann, 'products', 'p');
    expect((await engine.create(ann, 'products', { name: 'b', slug: 'x' })).item.slug).toBe('x');
  });

  it('is claimed for as long as its item is', async () => {
    const { engine, clock } = memoryEngine(SHOP);
    const until = (ms: number) => new Date(clock.now + ms).toISOString();
    const { item } = await engine.create(ann, 'products', { name: 'a', slug: 'x', until: until(10_000) });
    await engine.update(ann, 'products', item.id, { until: until(20_000) });
    clock.now += 15_000;
    await expect(engine.create(ann, 'products', { name: 'b', slug: 'x' })).rejects.toEqual(taken('slug'));
    clock.now += 10_000;
    await expect(engine.get(ann, 'products', item.id, { members: {}, at: () => '' })).rejects.toEqual(problem('not-found'));
    await expect(engine.update(ann, 'products', item.id, { name: 'b' }, { ifVersion: 2 })).rejects.toEqual(problem('not-found'));
    expect((await engine.create(ann, 'products', { name: 'b', slug: 'x' })).item.slug).toBe('x');
    expect((await engine.create(ann, 'products', { id: item.id, name: 'again' })).item.version).toBe(3);
  });

  it('of 50 at once one gets, whoever dies on the way', async () => {
    const { engine, dynamodb } = memoryEngine(SHOP);
    let call = 0;
    dynamodb.fault = () => (['before', 'after', undefined] as const)[call++ % 3];
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, async (_, i) => {
        const options = { idempotencyKey: key() };
        for (let tries = 0; ; tries++) {
          try {
            return await engine.create(ann, 'products', { name: String(i), slug: 'x' }, options);
          } catch (error) {
            if ((error as Error).name !== 'TimeoutError' || tries === 20) throw error;
          }
        }
      }),
    );
    const won = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.item] : []));
    expect(won).toHaveLength(1);
    const lost = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(lost).toEqual(Array.from({ length: 49 }, () => taken('slug')));
    const items = [...dynamodb.items('shop.products').keys()];
    expect(items.filter((id) => !id.startsWith('#'))).toEqual([won[0]?.id]);
    expect(items.filter((id) => /^#(slug|code)#/.test(id))).toHaveLength(1);
  });
});
