import { accessOf } from '../../../../lambdas/shared/access';
import { Memory } from './reading/memory';
import { MODELS } from './reading/world';

const ann = accessOf({ owner: 'ann', groups: [] });
const guest = accessOf({ groups: [] });
const idOf = (i: number) => `n${String(i).padStart(3, '0')}`;
const ids = Array.from({ length: 100 }, (_, i) => idOf(i));

function store(beside: object = {}): Memory {
  const memory = new Memory(MODELS);
  for (const [i, id] of ids.entries()) memory.put('notes', { id, owner: i % 2 === 0 ? 'ann' : 'bob', title: 'a', ...beside });
  return memory;
}

describe('batch get', () => {
  it('is one call, in the order asked for, each once; what is not the caller’s is missing like what is not there', async () => {
    const memory = store();
    const asked = [idOf(4), idOf(1), 'nothing', idOf(2), idOf(4), 'title#x', ''];
    const { items, missing, ...rest } = await memory.engine().batchGet(ann, 'notes', { ids: asked });
    expect(items.map(({ id }) => id)).toEqual([idOf(4), idOf(2)]);
    expect(missing).toEqual([idOf(1), 'nothing', 'title#x', '']);
    expect(rest).toEqual({});
    expect(memory.calls).toEqual([{ operation: 'batchGetItem', input: expect.anything() }]);
    expect(memory.inputs[0]?.RequestItems['shop.notes']).toMatchObject({ ConsistentRead: true, Keys: { length: 5 } });
  });

  it('asks again for what DynamoDB left, and tells what it never came to', async () => {
    const memory = store();
    memory.unprocessed = (batches, keys) => (batches < 3 ? keys - 20 : 0);
    const all = await memory.engine().batchGet(ann, 'notes', { ids });
    expect([all.items.length, all.missing.length, all.unprocessed]).toEqual([50, 50, undefined]);
    expect(memory.inputs.map(({ RequestItems }) => RequestItems['shop.notes'].Keys.length)).toEqual([100, 80, 60]);

    const busy = store();
    busy.unprocessed = (_, keys) => Math.max(0, keys - 1);
    const some = await busy.engine().batchGet(ann, 'notes', { ids: ids.slice(0, 8) });
    expect(some.items.map(({ id }) => id)).toEqual([idOf(0), idOf(2), idOf(4)]);
    expect([some.missing, some.unprocessed]).toEqual([
      [idOf(1), idOf(3)],
      [idOf(5), idOf(6), idOf(7)],
    ]);
    expect(busy.calls).toHaveLength(5);
  });

  it('answers 4 MB at most, and tells what is left to ask for', async () => {
    const memory = store({ tags: ['x'.repeat(200_000)], owner: 'ann' });
    const seen: string[] = [];
    for (let left: readonly string[] = ids; left.length > 0; ) {
      const { items, missing, unprocessed = [] } = await memory.engine().batchGet(ann, 'notes', { ids: left });
      expect([items.length > 0, JSON.stringify(items).length < 4_100_000, missing]).toEqual([true, true, []]);
      seen.push(...items.map(({ id }) => id));
      left = unprocessed;
    }
    expect(seen).toEqual(ids);
  });

  it.each<[unknown, string]>([
    [{}, '/ids'],
    [{ ids: [] }, '/ids'],
    [{ ids: 'n000' }, '/ids'],
    [{ ids: [...ids, 'more'] }, '/ids'],
    [{ ids: ['n000', 1] }, '/ids/1'],
    [{ ids: ['n000'], idz: [] }, '/idz'],
    [{ ids: ['n000'], include: { teem: true } }, '/include/teem'],
  ])('refuses %j', async (question, pointer) => {
    const refused = expect.objectContaining({ code: 'invalid-request', details: { errors: [expect.objectContaining({ pointer })] } });
    await expect(
      store()
        .engine()
        .batchGet(ann, 'notes', question as object),
    ).rejects.toEqual(refused);
  });

  it('asks nothing for whom no rule admits', async () => {
    const memory = store();
    await expect(memory.engine().batchGet(guest, 'teams', { ids: ['t1'] })).rejects.toEqual(
      expect.objectContaining({ code: 'unauthenticated' }),
    );
    expect(memory.calls).toEqual([]);
  });
});
