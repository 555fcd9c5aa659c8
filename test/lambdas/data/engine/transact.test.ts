import { ann, bob, key, memoryEngine, NO_QUESTION, problem, SHOP } from './writing/support';
import { refused } from '../../../support/memory-dynamodb/index';

async function shop() {
  const memory = memoryEngine(SHOP);
  const { item } = await memory.engine.create(ann, 'products', { id: 'p', name: 'a', slug: 'x', stock: 3 });
  await memory.engine.create(bob, 'products', { id: 'q', name: 'b' });
  memory.operations();
  return { ...memory, item };
}

describe('a transaction', () => {
  it('is one call, and all or nothing', async () => {
    const { engine, operations, dynamodb } = await shop();
    const actions = [
      { model: 'shelves', create: { name: 's' } },
      { model: 'products', update: { $increment: { stock: -1 } }, id: 'p', if: { stock: { gt: 0 } } },
      { model: 'products', create: { name: 'c', slug: 'y' } },
    ];
    const { items } = await engine.transact(ann, { actions });
    expect(items).toMatchObject([{ name: 's', version: 1 }, { stock: 2, version: 2 }, { slug: 'y' }]);
    expect(operations()).toEqual(['getItem', 'transactWriteItems']);

    const stored = JSON.stringify([...dynamodb.items('shop.products')]);
    const refusedParts = [
      { model: 'products', create: { name: 'd', slug: 'x' } },
      { model: 'products', update: { name: 'n' }, id: 'q' },
      { model: 'products', update: { name: 'n' }, id: 'p', ifVersion: 1 },
      { model: 'shelves', create: { name: 't' } },
    ];
    await expect(engine.transact(ann, { actions: refusedParts })).rejects.toEqual(
      problem('transaction-refused', { details: { errors: [{ pointer: '/actions/1', detail: expect.any(String), code: 'not-found' }] } }),
    );
    await expect(engine.transact(ann, { actions: refusedParts.filter((_, i) => i !== 1) })).rejects.toEqual(
      problem('transaction-refused', {
        details: {
          errors: expect.arrayContaining([
            { pointer: '/actions/0/create/slug', detail: 'is taken', code: 'conflict' },
            { pointer: '/actions/1', detail: expect.any(String), code: 'version-mismatch' },
          ]),
        },
      }),
    );
    await expect(engine.transact(ann, { actions: refusedParts.filter((_, i) => i !== 1 && i !== 2) })).rejects.toEqual(
      problem('transaction-refused', {
        details: { errors: [{ pointer: '/actions/0/create/slug', detail: 'is taken', code: 'conflict' }] },
      }),
    );
    expect(JSON.stringify([...dynamodb.items('shop.products')])).toBe(stored);
  });

  it('is carried out once a key', async () => {
    const { engine, dynamodb } = await shop();
    const options = { idempotencyKey: key() };
    const mixed = {
      actions: [
        { model: 'products', update: { $increment: { stock: 5 } }, id: 'p' },
        { model: 'shelves', create: { name: 's' } },
      ],
    };
    const first = await engine.transact(ann, mixed, options);
    const again = await engine.transact(ann, mixed, options);
    expect([first.replayed, again.replayed]).toEqual([false, true]);
    expect(again.items).toEqual(first.items);
    const other = { actions: [{ ...mixed.actions[0] }, { model: 'shelves', create: { name: 't' } }] };
    await expect(engine.transact(ann, other, options)).rejects.toEqual(problem('key-reused'));
    // What was done is not refused later, though one of the items is another's by now.
    const stored = dynamodb.items('shop.products').get('p');
    dynamodb.items('shop.products').set('p', { ...stored, owner: { S: 'bob' } });
    expect(await engine.transact(ann, mixed, options)).toMatchObject({ items: [null, { name: 's' }], replayed: true });
    dynamodb.items('shop.products').set('p', stored as never);

    const blind = { idempotencyKey: key() };
    const counts = {
      actions: [
        { model: 'products', update: { $increment: { stock: 1 } }, id: 'p' },
        { model: 'products', check: 'p' },
      ],
    };
    await expect(engine.transact(ann, counts, blind)).rejects.toEqual(problem('invalid-request'));
    const one = { actions: [{ model: 'products', update: { $increment: { stock: 1 } }, id: 'p' }] };
    expect((await engine.transact(ann, one, blind)).items).toMatchObject([{ stock: 9 }]);
    expect(await engine.transact(ann, one, blind)).toMatchObject({ items: [{ stock: 9 }], replayed: true });
  });

  it('waits for another that is at work on the same items', async () => {
    const { engine, dynamodb, clock, deadline } = await shop();
    let left = 3;
    dynamodb.fault = (_, operation) =>
      operation === 'transactWriteItems' && left-- > 0
        ? refused('TransactionCanceledException', 'conflict', { CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }] })
        : undefined;
    const actions = [
      { model: 'products', delete: 'p' },
      { model: 'shelves', create: { name: 's' } },
    ];
    expect((await engine.transact(ann, { actions })).items).toMatchObject([null, { name: 's' }]);
    await expect(engine.get(ann, 'products', 'p', NO_QUESTION)).rejects.toEqual(problem('not-found'));
    left = Number.POSITIVE_INFINITY;
    deadline.at = clock.now + 100;
    await expect(engine.transact(ann, { actions: [actions[1]] })).resolves.toBeDefined();
    await expect(engine.transact(ann, { actions: [actions[1], actions[1]] })).rejects.toEqual(problem('unavailable'));
  });

  it('checks without writing', async () => {
    const { engine } = await shop();
    const actions = (check: object) => ({
      actions: [
        { model: 'products', check: 'p', ...check },
        { model: 'shelves', create: { name: 's' } },
      ],
    });
    await engine.transact(ann, actions({ if: { stock: 3 }, ifVersion: 1 }));
    for (const [check, code] of [
      [{ if: { stock: 4 } }, 'condition-failed'],
      [{ ifVersion: 2 }, 'version-mismatch'],
      [{ check: 'q' }, 'not-found'],
      [{ check: 'r' }, 'not-found'],
    ] as const)
      await expect(engine.transact(ann, actions(check))).rejects.toEqual(
        problem('transaction-refused', { details: { errors: [{ pointer: '/actions/0', detail: expect.any(String), code }] } }),
      );
  });

  test.each([
    ['no list', {}, '/actions'],
    ['none', { actions: [] }, '/actions'],
    ['too many', { actions: Array.from({ length: 101 }, () => ({ model: 'shelves', create: {} })) }, '/actions'],
    ['no object', { actions: [1] }, '/actions/0'],
    ['no kind', { actions: [{ model: 'shelves' }] }, '/actions/0'],
    ['two kinds', { actions: [{ model: 'shelves', create: {}, delete: 'a' }] }, '/actions/0'],
    ['no id', { actions: [{ model: 'shelves', update: {} }] }, '/actions/0/id'],
    ['a version that is none', { actions: [{ model: 'shelves', delete: 'a', ifVersion: '1' }] }, '/actions/0/ifVersion'],
    ['what is not known', { actions: [{ model: 'shelves', delete: 'a', iff: {} }] }, '/actions/0/iff'],
  ])('refuses %s', async (_, input, pointer) => {
    const { engine } = await shop();
    const errors = [expect.objectContaining({ pointer })];
    await expect(engine.transact(ann, input)).rejects.toEqual(problem('invalid-request', { details: { errors } }));
  });

  it('says of more than DynamoDB takes how many they are', async () => {
    const { engine } = await shop();
    const actions = Array.from({ length: 51 }, (_, i) => ({ model: 'products', create: { name: 'n', code: i } }));
    await expect(engine.transact(ann, { actions })).rejects.toEqual(problem('invalid-request', { detail: expect.stringContaining('102') }));
  });
});
