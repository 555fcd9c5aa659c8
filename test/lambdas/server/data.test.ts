import { createServer } from '../../../lambdas/server/server';
import { actionsOf } from '../../../client/data/actions';
import { actions } from '../../../lambdas/server/several-writes';
import { DynamoDbError } from '../../../lambdas/shared/dynamodb';
import { Memory } from '../data/engine/reading/memory';
import { CALLERS, MODELS, storeOf } from '../data/engine/reading/world';
import { contextWith } from '../data/engine/support';

const ann = { caller: { owner: 'ann', groups: [] } };
const bob = { caller: { owner: 'bob', groups: [] } };

/** The calls of a server over a store, as a function without generated types has them. */
function over(memory: Memory) {
  const server = createServer(async () => contextWith(memory.client, MODELS));
  return { asCaller: (event: typeof ann) => server.asCaller(event).data as any, asAdmin: () => server.asAdmin({}).data as any };
}

const notes = Array.from({ length: 60 }, (_, i) => ({
  owner: i % 2 === 0 ? 'ann' : 'bob',
  title: `note ${i}`,
  rank: i,
  kind: 'a',
  teamId: 't1',
  secret: 'x',
  pay: i,
}));

describe('reads inside a function', () => {
  it('filter and include as the client’s do, page by page', async () => {
    const memory = storeOf(notes);
    const { asCaller } = over(memory);
    const ranks: number[] = [];
    const query = { owner: 'me', filter: { rank: { between: [10, 39] } }, include: { team: true }, limit: 4 };
    for await (const note of asCaller(ann).notes.byOwner(query)) {
      ranks.push(note.rank);
      expect(note.team).toMatchObject({ id: 't1', name: 'One' });
    }
    expect(ranks.sort((a, b) => a - b)).toEqual(Array.from({ length: 15 }, (_, i) => 10 + 2 * i));
    const team = await asCaller(ann).teams.get('t1', { include: { notes: { limit: 2 } } });
    expect(team.notes.items).toHaveLength(2);
  });

  it('count what the caller may read', async () => {
    const { asCaller, asAdmin } = over(storeOf(notes));
    expect(await asCaller(bob).notes.count({ owner: 'ann' })).toEqual({ count: 0, complete: true });
    expect(await asCaller(ann).notes.count({ owner: 'me' })).toEqual({ count: 30, complete: true });
    expect(await asAdmin().notes.count({ kind: 'a', filter: { pay: { ge: 50 }, secret: 'x' } })).toEqual({ count: 10, complete: true });
  });

  it('get many by their ids, however many, in their order, also where DynamoDB is busy', async () => {
    const memory = new Memory(MODELS);
    const ids = Array.from({ length: 230 }, (_, i) => `n${i}`);
    for (const id of ids) memory.put('notes', { id, owner: id.endsWith('7') ? 'bob' : 'ann' });
    memory.unprocessed = (batches, keys) => (batches % 2 === 1 ? keys - 10 : 0);
    const { asCaller } = over(memory);
    const mine = await asCaller(ann).notes.batchGet([...ids, 'nothing', 'n0']);
    expect(mine.map(({ id }: { id: string }) => id)).toEqual([...ids.filter((id) => !id.endsWith('7')), 'n0']);
    memory.unprocessed = (_, keys) => keys;
    await expect(asCaller(ann).notes.batchGet(['n0'])).rejects.toMatchObject({ code: 'too-many-requests' });
  }, 30_000);

  it('wait between tries', async () => {
    const memory = new Memory(MODELS);
    memory.put('notes', { id: 'n0', owner: 'ann' });
    memory.unprocessed = (batches, keys) => (batches <= 15 ? keys : 0);
    const waits = jest.spyOn(Math, 'random').mockReturnValue(0);
    try {
      expect(await over(memory).asCaller(ann).notes.batchGet(['n0'])).toHaveLength(1);
      // Four within each of three calls, and one before each further call.
      expect(waits).toHaveBeenCalledTimes(15);
    } finally {
      waits.mockRestore();
    }
  });

  it('show what is hidden to the backend itself alone', async () => {
    const { asCaller, asAdmin } = over(storeOf(notes));
    expect(await asAdmin().notes.get('n00')).toMatchObject({ secret: 'x', pay: 0 });
    expect(await asCaller(ann).notes.get('n00')).not.toHaveProperty('secret');
    expect(CALLERS.admin.isAdmin).toBe(true);
  });
});

describe('writes inside a function', () => {
  const throttled = new DynamoDbError({ name: 'ThrottlingException', message: 'slow down', status: 400, retryable: true });

  it('try again what DynamoDB had no room for, and nothing else, each with its outcome in its place', async () => {
    const memory = new Memory(MODELS);
    // The second of the first three calls.
    memory.fault = (call) => (call === 1 || call === 3 ? throttled : undefined);
    const writes = ['a', 'b', 'c'].map((id) => ({ create: { id, title: id } }));
    const outcomes = await over(memory).asCaller(ann).notes.batchWrite(writes);
    expect(outcomes).toMatchObject(['a', 'b', 'c'].map((id) => ({ ok: true, item: { id } })));
    expect(memory.count('putItem')).toBe(5);
    expect(await over(memory).asCaller(ann).notes.batchWrite(writes)).toMatchObject(
      ['a', 'b', 'c'].map(() => ({ ok: false, error: { code: 'conflict' } })),
    );
  });

  it('tell in the end that there was no room', async () => {
    const memory = new Memory(MODELS);
    memory.fault = () => throttled;
    const [outcome] = await over(memory)
      .asCaller(ann)
      .notes.batchWrite([{ create: { title: 'a' } }]);
    expect(outcome).toMatchObject({ ok: false, error: { code: 'too-many-requests' } });
    expect(memory.calls).toHaveLength(4);
  });

  it('are chosen for a transaction as in the client', () => {
    const chosen = (to: any) => [
      to.notes.create({ title: 'a' }),
      to.notes.update('1', { title: 'b' }, { ifVersion: 2 }),
      to.notes.replace('1', { title: 'b' }, { if: { rank: 1 } }),
      to.notes.upsert('1', { title: 'b' }),
      to.notes.delete('1', { ifVersion: 2 }),
      to.notes.check('1', { if: { rank: 1 } }),
    ];
    expect(chosen(actions)).toEqual(chosen({ notes: actionsOf('notes') }));
  });
});
