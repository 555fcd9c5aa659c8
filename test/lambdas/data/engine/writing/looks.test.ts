import { admin, ann, bob, memoryEngine, NO_QUESTION, problem, SHOP } from './support';

describe('a relation', () => {
  it('names an item that is there when it is written', async () => {
    const { engine, operations } = memoryEngine(SHOP);
    const shelf = (await engine.create(ann, 'shelves', { name: 'a' })).item;
    operations();
    const { item } = await engine.create(ann, 'products', { name: 'a', shelfId: shelf.id });
    expect(operations()).toEqual(['transactWriteItems']);
    const missing = problem('validation-failed', { details: { errors: [{ pointer: '/shelfId', detail: 'names none of shelves' }] } });
    await expect(engine.create(ann, 'products', { name: 'b', shelfId: 'nothing' })).rejects.toEqual(missing);
    await expect(engine.update(ann, 'products', item.id, { shelfId: 'nothing' })).rejects.toEqual(missing);
    await expect(engine.update(ann, 'products', item.id, { shelfId: 'nothing' }, { ifVersion: 1 })).rejects.toEqual(missing);
    await engine.delete(ann, 'shelves', shelf.id);
    await expect(engine.create(ann, 'products', { name: 'b', shelfId: shelf.id })).rejects.toEqual(missing);
    expect((await engine.update(ann, 'products', item.id, { shelfId: null }, { ifVersion: 1 })).item.version).toBe(2);
  });

  it('may name an item that is made beside, and none that is deleted beside', async () => {
    const { engine } = memoryEngine(SHOP);
    const actions = [
      { model: 'shelves', create: { id: 's', name: 'a' } },
      { model: 'products', create: { id: 'p', name: 'a', shelfId: 's' } },
    ];
    expect((await engine.transact(ann, { actions })).items).toMatchObject([{ id: 's' }, { id: 'p', shelfId: 's' }]);
    const both = [
      { model: 'shelves', delete: 's' },
      { model: 'products', create: { name: 'b', shelfId: 's' } },
    ];
    const errors = [{ pointer: '/actions/1/create/shelfId', detail: 'names none of shelves', code: 'validation-failed' }];
    await expect(engine.transact(ann, { actions: both })).rejects.toEqual(problem('transaction-refused', { details: { errors } }));
    expect((await engine.get(ann, 'shelves', 's', NO_QUESTION)).version).toBe(1);
  });
});

describe('rules by a relation', () => {
  it('are asked of the item that it names, which must still be so when the write is done', async () => {
    const { engine, dynamodb, operations } = memoryEngine(SHOP);
    const shelf = (await engine.create(ann, 'shelves', { name: 'a' })).item;
    const { item } = await engine.create(ann, 'notes', { text: 'a', shelfId: shelf.id });
    await expect(engine.create(bob, 'notes', { text: 'b', shelfId: shelf.id })).rejects.toEqual(problem('forbidden'));
    await expect(engine.update(bob, 'notes', item.id, { text: 'b' })).rejects.toEqual(problem('not-found'));
    operations();
    expect((await engine.update(ann, 'notes', item.id, { text: 'b' })).item.version).toBe(2);

    // The shelf is given away between the read of it and the write.
    let asked = false;
    dynamodb.fault = (_, operation) => {
      if (operation === 'transactWriteItems' && !asked) {
        asked = true;
        const stored = dynamodb.items('shop.shelves').get(shelf.id);
        dynamodb.items('shop.shelves').set(shelf.id, { ...stored, owner: { S: 'bob' }, version: { N: '2' } });
      }
      return undefined;
    };
    await expect(engine.update(ann, 'notes', item.id, { text: 'c' })).rejects.toEqual(problem('not-found'));
    expect((await engine.get(admin, 'notes', item.id, NO_QUESTION)).text).toBe('b');
  });
});
