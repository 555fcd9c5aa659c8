import { setTimeout as sleep } from 'node:timers/promises';
import { ann, memoryEngine, NO_QUESTION, problem, SHOP } from './support';

describe('writes that meet on an item', () => {
  it('are all done: of 50 creates under one parent, each of which looks at it', async () => {
    const { engine, dynamodb, operations } = memoryEngine(SHOP);
    await engine.create(ann, 'shelves', { id: 's', name: 'a' });
    operations();
    dynamodb.conflicts = true;
    dynamodb.pause = () => sleep(4);
    const made = await Promise.all(Array.from({ length: 50 }, (_, i) => engine.create(ann, 'products', { name: String(i), shelfId: 's' })));
    expect(new Set(made.map(({ item }) => item.id)).size).toBe(50);
    expect(operations().length).toBeGreaterThan(100);
  }, 30_000);

  it('are given up when the call must be answered', async () => {
    const { engine, dynamodb, clock, deadline } = memoryEngine(SHOP);
    await engine.create(ann, 'shelves', { id: 's', name: 'a' });
    dynamodb.conflicts = true;
    let release = () => {};
    dynamodb.pause = () => new Promise((done) => (release = () => done(undefined)));
    const first = engine.create(ann, 'products', { name: 'a', shelfId: 's' });
    await sleep(1);
    deadline.at = clock.now + 50;
    await expect(engine.create(ann, 'products', { name: 'b', shelfId: 's' })).rejects.toEqual(problem('unavailable'));
    release();
    const { item } = await first;
    dynamodb.pause = async () => undefined;
    expect((await engine.get(ann, 'products', item.id, NO_QUESTION)).name).toBe('a');
  });
});
