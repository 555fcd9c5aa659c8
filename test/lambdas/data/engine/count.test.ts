import { accessOf } from '../../../../lambdas/shared/access';
import { Memory } from './reading/memory';
import { MODELS } from './reading/world';

const ann = accessOf({ owner: 'ann', groups: [] });
const bob = accessOf({ owner: 'bob', groups: [] });

/** Notes of Ann's, the first of them published, and one of Bob's. */
function store(count: number, published = 0, beside: object = {}): Memory {
  const memory = new Memory(MODELS);
  for (let i = 0; i < count; i++) {
    memory.put('notes', {
      id: `n${String(i).padStart(4, '0')}`,
      owner: 'ann',
      title: 'a',
      kind: 'a',
      rank: i,
      published: i < published,
      ...beside,
    });
  }
  memory.put('notes', { id: 'of-bob', owner: 'bob', title: 'a', kind: 'a', rank: 1 });
  return memory;
}

describe('count', () => {
  it('is DynamoDB’s own where the rules are the same for all: nothing else comes', async () => {
    const memory = store(300);
    expect(await memory.engine().count(ann, 'notes', { owner: 'me' })).toEqual({ count: 300, complete: true });
    expect(memory.calls).toEqual([{ operation: 'query', input: expect.objectContaining({ Select: 'COUNT' }) }]);
    expect(memory.inputs[0]).not.toHaveProperty('Limit');
  });

  it('looks at each item where they are not, or where there is a filter', async () => {
    const memory = store(300, 7);
    expect(await memory.engine().count(bob, 'notes', { owner: 'ann' })).toEqual({ count: 7, complete: true });
    expect(await memory.engine().count(ann, 'notes', { owner: 'me', filter: { published: true } })).toEqual({ count: 7, complete: true });
    for (const input of memory.inputs) expect(input).not.toHaveProperty('Select');
  });

  it('sends with each request the names and values that it uses, and no others', async () => {
    const memory = store(12, 0, { tags: ['x'.repeat(390_000)] });
    expect(await memory.engine().count(ann, 'notes', { owner: 'me' })).toEqual({ count: 12, complete: true });
    expect(memory.inputs.length).toBeGreaterThan(1);
    for (const { KeyConditionExpression, FilterExpression, ExpressionAttributeNames, ExpressionAttributeValues } of memory.inputs) {
      const used = new Set(`${KeyConditionExpression} ${FilterExpression}`.match(/[#:]\d+/g));
      expect([...used].sort()).toEqual(Object.keys({ ...ExpressionAttributeNames, ...ExpressionAttributeValues }).sort());
    }
  });

  it('leaves out what has ended, whoever counts', async () => {
    const memory = store(3, 0, { ends: '2026-01-02T03:04:05.000Z' });
    memory.put('notes', { id: 'later', owner: 'ann', title: 'a', ends: '2026-01-02T03:04:06.000Z' });
    memory.put('notes', { id: 'never', owner: 'ann', title: 'a' });
    expect(await memory.engine().count(ann, 'notes', { owner: 'me' })).toMatchObject({ count: 2 });
    expect(await memory.engine().count(ann, 'notes', { owner: 'me', filter: { title: 'a' } })).toMatchObject({ count: 2 });
  });

  it('goes on by its cursor where the budget is spent, and the counts add up', async () => {
    const memory = store(40, 40, { tags: ['x'.repeat(100_000)] });
    const engine = memory.engine();
    const first = await engine.count(bob, 'notes', { owner: 'ann' });
    expect(first).toEqual({ count: expect.any(Number), complete: false, cursor: expect.any(String) });
    let [sum, cursor] = [first.count, first.cursor];
    while (cursor !== undefined) {
      const next = await engine.count(bob, 'notes', { owner: 'ann', cursor });
      sum += next.count;
      cursor = next.cursor;
    }
    expect(sum).toBe(40);
    await expect(engine.count(ann, 'notes', { owner: 'ann', cursor: first.cursor })).rejects.toEqual(
      expect.objectContaining({ code: 'invalid-request' }),
    );
    await expect(engine.count(bob, 'notes', { owner: 'ann', filter: { title: 'a' }, cursor: first.cursor })).rejects.toEqual(
      expect.objectContaining({ code: 'invalid-request' }),
    );
  });

  it('takes ten requests at most', async () => {
    const memory = store(60, 0, { tags: ['x'.repeat(390_000)] });
    expect(await memory.engine().count(ann, 'notes', { owner: 'me' })).toMatchObject({ complete: false, cursor: expect.any(String) });
    expect(memory.calls).toHaveLength(10);
  });

  it.each<[object, string]>([
    [{ owner: 'me', limit: 1 }, '/limit'],
    [{ owner: 'me', order: 'asc' }, '/order'],
    [{ owner: 'me', include: {} }, '/include'],
    [{ owner: 'me', titel: 'a' }, '/titel'],
    [{ owner: 'me', filter: { secret: 'a' } }, '/filter/secret'],
  ])('refuses %j', async (question, pointer) => {
    const refused = expect.objectContaining({ code: 'invalid-request', details: { errors: [expect.objectContaining({ pointer })] } });
    await expect(store(0).engine().count(ann, 'notes', question)).rejects.toEqual(refused);
  });

  it('tells nobody who may not list', async () => {
    await expect(
      store(1)
        .engine()
        .count(accessOf({ groups: [] }), 'teams', {}),
    ).rejects.toEqual(expect.objectContaining({ code: 'unauthenticated' }));
  });
});
