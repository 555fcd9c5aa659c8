import type { ModelSpec } from '../../../../../lib/manifest/index';
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

/** Of whom a sheet is says its binder, of whom a binder is its shelf. */
const BINDERS: Record<string, ModelSpec> = {
  ...SHOP,
  binders: {
    fields: { title: { type: 'string' }, shelfId: { type: 'id' } },
    rules: [{ allow: 'related', relation: 'shelf' }],
    indexes: {},
    relations: { shelf: { kind: 'belongsTo', model: 'shelves', field: 'shelfId', onDelete: 'cascade' } },
  },
  sheets: {
    fields: { text: { type: 'string' }, binderId: { type: 'id' } },
    rules: [{ allow: 'related', relation: 'binder' }],
    indexes: {},
    relations: { binder: { kind: 'belongsTo', model: 'binders', field: 'binderId', onDelete: 'cascade' } },
  },
};

async function shelved() {
  const memory = memoryEngine(BINDERS);
  const { engine, dynamodb } = memory;
  await engine.create(ann, 'shelves', { id: 's', name: 'a' });
  await engine.create(ann, 'binders', { id: 'b', shelfId: 's' });
  await engine.create(ann, 'sheets', { id: 'h', text: 'a', binderId: 'b' });
  /** The shelf is given away just before what is about to be written is. */
  const giveAway = () => {
    let done = false;
    dynamodb.fault = (_, operation) => {
      if (operation !== 'transactWriteItems' || done) return undefined;
      done = true;
      const stored = dynamodb.items('shop.shelves').get('s');
      dynamodb.items('shop.shelves').set('s', { ...stored, owner: { S: 'bob' }, version: { N: '2' } });
      return undefined;
    };
  };
  return { ...memory, giveAway };
}

describe('rules by a relation of a relation', () => {
  it('look at all on the way', async () => {
    const { engine, giveAway } = await shelved();
    expect((await engine.update(ann, 'sheets', 'h', { text: 'b' })).item.version).toBe(2);
    giveAway();
    await expect(engine.update(ann, 'sheets', 'h', { text: 'c' })).rejects.toEqual(problem('not-found'));
    expect((await engine.get(admin, 'sheets', 'h', NO_QUESTION)).text).toBe('b');
  });

  it('look at what is written beside, too', async () => {
    const { engine, dynamodb } = await shelved();
    const actions = [
      { model: 'binders', update: { title: 'b' }, id: 'b' },
      { model: 'sheets', update: { text: 'b' }, id: 'h' },
    ];
    expect((await engine.transact(ann, { actions })).items).toMatchObject([{ title: 'b' }, { text: 'b' }]);
    // Bob has the shelf by the time that it is written beside: what hung on it is asked anew.
    await engine.create(ann, 'shelves', { id: 't', name: 't' });
    await engine.create(ann, 'notes', { id: 'n', text: 'a', shelfId: 't' });
    const beside = [
      { model: 'shelves', update: { $setIfAbsent: { name: 'c' }, open: false }, id: 't' },
      { model: 'notes', update: { text: 'b' }, id: 'n' },
    ];
    let done = false;
    dynamodb.fault = (_, operation) => {
      if (operation !== 'transactWriteItems' || done) return undefined;
      done = true;
      const stored = dynamodb.items('shop.shelves').get('t');
      dynamodb.items('shop.shelves').set('t', { ...stored, name: { S: 'changed' }, version: { N: '2' } });
      return undefined;
    };
    expect((await engine.transact(ann, { actions: beside })).items).toMatchObject([{ name: 'changed', version: 3 }, { text: 'b' }]);
    const calls = dynamodb.calls.filter(({ operation }) => operation === 'transactWriteItems');
    expect(JSON.stringify(calls.at(-1)?.input)).toContain('#of1_0 = :of1_0');
  });
});
