import type { ModelSpec } from '../../../../../lib/manifest/index';
import { admin, ann, bob, key, memoryEngine, problem } from './support';

const shelf: ModelSpec = {
  fields: {
    title: { type: 'string', required: true },
    count: { type: 'integer', min: 0, max: 10 },
    total: { type: 'number' },
    tags: { type: 'stringSet', maxItems: 3 },
    log: { type: 'list', items: { type: 'string' }, maxItems: 3 },
    slug: { type: 'string' },
    address: { type: 'object', fields: { city: { type: 'string', required: true }, street: { type: 'string' } } },
    open: { type: 'boolean', defaultValue: true },
  },
  rules: [{ allow: 'owner' }, { allow: 'authenticated', operations: ['get'] }],
  indexes: {},
};

async function withItem(values: object = {}) {
  const memory = memoryEngine({ shelf });
  const { item } = await memory.engine.create(ann, 'shelf', { title: 'a', ...values });
  memory.operations();
  return { ...memory, id: item.id };
}

describe('operators', () => {
  it('are one transaction, by the token that DynamoDB knows, and one read for the answer', async () => {
    const { engine, operations, id } = await withItem({ count: 1, tags: ['x'], log: ['a'] });
    const patch = {
      title: 'b',
      $increment: { count: 2, total: 0.5 },
      $append: { log: ['b'] },
      $addToSet: { tags: ['y'] },
      $setIfAbsent: { slug: 's' },
    };
    const { item } = await engine.update(ann, 'shelf', id, patch);
    expect(item).toMatchObject({ title: 'b', count: 3, total: 0.5, log: ['a', 'b'], tags: ['x', 'y'], slug: 's', version: 2 });
    expect(operations()).toEqual(['transactWriteItems', 'getItem']);
  });

  it('are one call with a version', async () => {
    const { engine, operations, id } = await withItem({ count: 1 });
    expect((await engine.update(ann, 'shelf', id, { $increment: { count: 2 } }, { ifVersion: 1 })).item).toMatchObject({
      count: 3,
      version: 2,
    });
    expect(operations()).toEqual(['updateItem']);
  });

  it('are carried out once, before and after others', async () => {
    const { engine, id } = await withItem({ count: 1 });
    const options = { idempotencyKey: key() };
    const add = () => engine.update(ann, 'shelf', id, { $increment: { count: 2 } }, options);
    expect(await add()).toMatchObject({ item: { count: 3 }, replayed: false });
    await engine.update(ann, 'shelf', id, { $increment: { count: 1 } });
    expect(await add()).toMatchObject({ item: { count: 4 }, replayed: true });
    await expect(engine.update(ann, 'shelf', id, { $increment: { count: 3 } }, options)).rejects.toEqual(problem('key-reused'));
  });

  it('keep to limits', async () => {
    const { engine, id } = await withItem({ count: 9, tags: ['x', 'y'], log: ['a', 'b', 'c'] });
    const refused = (patch: object) => expect(engine.update(ann, 'shelf', id, patch)).rejects.toEqual(problem('validation-failed'));
    await refused({ $increment: { count: 2 } });
    await refused({ $increment: { count: -10 } });
    await refused({ $append: { log: ['d'] } });
    await refused({ $addToSet: { tags: ['z', 'u'] } });
    expect((await engine.update(ann, 'shelf', id, { $increment: { count: 1 } })).item.count).toBe(10);
    // Too strict a condition is asked again of the item as it is.
    expect((await engine.update(ann, 'shelf', id, { $addToSet: { tags: ['x', 'y', 'z'] } })).item.tags).toEqual(['x', 'y', 'z']);
    expect((await engine.update(ann, 'shelf', id, { $remove: { log: ['b', 'q'] } })).item.log).toEqual(['a', 'c']);
    expect((await engine.update(ann, 'shelf', id, { $removeFromSet: { tags: ['x', 'y', 'z'] } })).item.tags).toBeUndefined();
  });

  it('once carried out for the item as it was read are known too', async () => {
    const { engine, id } = await withItem({ tags: ['x', 'y'] });
    const options = { idempotencyKey: key() };
    const add = () => engine.update(ann, 'shelf', id, { $addToSet: { tags: ['y', 'z'] } }, options);
    expect(await add()).toMatchObject({ item: { tags: ['x', 'y', 'z'], version: 2 } });
    await engine.update(ann, 'shelf', id, { $removeFromSet: { tags: ['z'] } });
    expect(await add()).toMatchObject({ item: { tags: ['x', 'y'], version: 3 }, replayed: true });
  });

  it('tell others nothing', async () => {
    const { engine, id } = await withItem();
    await expect(engine.update(bob, 'shelf', id, { $increment: { count: 1 } })).rejects.toEqual(problem('forbidden'));
    await expect(engine.update(bob, 'shelf', 'nothing', { $increment: { count: 1 } })).rejects.toEqual(problem('not-found'));
  });

  it('lose nothing of 50 at once', async () => {
    const { engine, id } = await withItem({ total: 0 });
    await Promise.all(Array.from({ length: 50 }, () => engine.update(ann, 'shelf', id, { $increment: { total: 1 } })));
    expect(await engine.get(ann, 'shelf', id, { members: {}, at: () => '' })).toMatchObject({ total: 50, version: 51 });
  });
});

describe('a patch of a known version', () => {
  it('is one call, also into an object that is there', async () => {
    const { engine, operations, id } = await withItem({ address: { city: 'Bern', street: 'x' } });
    const { item } = await engine.update(ann, 'shelf', id, { title: 'b', address: { city: 'Thun', street: null } }, { ifVersion: 1 });
    expect(item).toMatchObject({ title: 'b', address: { city: 'Thun' }, version: 2 });
    expect(operations()).toEqual(['updateItem']);
  });

  it('is one more into an object that is not, which must then be whole', async () => {
    const { engine, operations, id } = await withItem();
    await expect(engine.update(ann, 'shelf', id, { address: { street: 'x' } }, { ifVersion: 1 })).rejects.toEqual(
      problem('validation-failed'),
    );
    operations();
    expect((await engine.update(ann, 'shelf', id, { address: { city: 'Bern' } }, { ifVersion: 1 })).item.address).toEqual({ city: 'Bern' });
    expect(operations()).toEqual(['updateItem', 'updateItem']);
  });

  it('is carried out once', async () => {
    const { engine, id } = await withItem();
    const options = { idempotencyKey: key(), ifVersion: 1 };
    expect(await engine.update(ann, 'shelf', id, { title: 'b' }, options)).toMatchObject({ item: { version: 2 }, replayed: false });
    await engine.update(admin, 'shelf', id, { title: 'c' });
    expect(await engine.update(ann, 'shelf', id, { title: 'b' }, options)).toMatchObject({
      item: { title: 'c', version: 3 },
      replayed: true,
    });
  });

  it('with a condition that is longer than DynamoDB takes reads before', async () => {
    const { engine, operations, id } = await withItem();
    const long = {
      or: Array.from({ length: 50 }, (_, i) => ({ title: { in: ['a', String(i), ...Array.from({ length: 20 }, (__, n) => `x${n}`)] } })),
    };
    expect((await engine.update(ann, 'shelf', id, { slug: 'b' }, { ifVersion: 1, if: long })).item.version).toBe(2);
    expect(operations()).toEqual(['getItem', 'updateItem']);
    await engine.delete(ann, 'shelf', id, { ifVersion: 2, if: long });
    expect(operations()).toEqual(['getItem', 'updateItem']);
  });
});
