import { adminAccess } from '../../../../lambdas/shared/access';
import { NOTES } from './support';
import { ann, bob, key, memoryEngine, NO_QUESTION, problem } from './writing/support';

async function withNote(values: object = {}) {
  const memory = memoryEngine({ notes: NOTES });
  await memory.engine.create(ann, 'notes', { id: 'a', title: 'Hello', ...values });
  memory.operations();
  return { ...memory, stored: () => memory.dynamodb.items('shop.notes').get('a') };
}

describe('delete', () => {
  it('is one call with a version, and leaves a tombstone without any field', async () => {
    const { engine, operations, stored, clock } = await withNote({ published: true, rank: 1 });
    expect(await engine.delete(ann, 'notes', 'a', { ifVersion: 1 })).toMatchObject({ replayed: false });
    expect(operations()).toEqual(['updateItem']);
    expect(stored()).toEqual({
      id: { S: 'a' },
      _deleted: { N: '2' },
      _expires: { N: String(Math.ceil(clock.now / 1000) + 7 * 24 * 3600) },
      _once: expect.anything(),
      _w2: expect.anything(),
    });
    await expect(engine.get(ann, 'notes', 'a', NO_QUESTION)).rejects.toEqual(problem('not-found'));
    await expect(engine.update(ann, 'notes', 'a', { text: 'x' })).rejects.toEqual(problem('not-found'));
    await expect(engine.delete(ann, 'notes', 'a')).rejects.toEqual(problem('not-found'));
  });

  it('without a version reads before', async () => {
    const { engine, operations } = await withNote();
    await engine.delete(ann, 'notes', 'a');
    expect(operations()).toEqual(['getItem', 'updateItem']);
  });

  it('refuses who may not, another version, what is not as asked, and what is not there', async () => {
    const { engine } = await withNote();
    await expect(engine.delete(bob, 'notes', 'a', { ifVersion: 7 })).rejects.toEqual(problem('not-found'));
    await expect(engine.delete(ann, 'notes', 'a', { ifVersion: 2 })).rejects.toEqual(
      problem('version-mismatch', { details: { current: expect.objectContaining({ version: 1 }) } }),
    );
    for (const ifVersion of [undefined, 1] as const)
      await expect(engine.delete(ann, 'notes', 'a', { ifVersion, if: { rank: 1 } })).rejects.toEqual(problem('condition-failed'));
    await expect(engine.delete(ann, 'notes', 'a', { if: { nope: 1 } })).rejects.toEqual(problem('invalid-request'));
    await expect(engine.delete(ann, 'notes', 'b')).rejects.toEqual(problem('not-found'));
    await engine.update(ann, 'notes', 'a', { published: true });
    await expect(engine.delete(bob, 'notes', 'a')).rejects.toEqual(problem('forbidden'));
    await engine.delete(ann, 'notes', 'a', { if: { published: true } });
  });

  it('that comes again answers as the first did, and spares what has taken the place', async () => {
    const { engine } = await withNote();
    const options = { idempotencyKey: key() };
    const remove = () => engine.delete(ann, 'notes', 'a', options);
    expect(await remove()).toMatchObject({ replayed: false });
    expect(await remove()).toMatchObject({ replayed: true });
    await engine.create(ann, 'notes', { id: 'a', title: 'Again' });
    expect(await remove()).toMatchObject({ replayed: true });
    expect(await engine.get(ann, 'notes', 'a', NO_QUESTION)).toMatchObject({ title: 'Again', version: 3 });
    await expect(engine.delete(ann, 'notes', 'a', { ...options, ifVersion: 3 })).rejects.toEqual(problem('key-reused'));
  });

  it('of a trigger says on the tombstone which triggers led to it', async () => {
    const { engine, operations, stored } = await withNote();
    await engine.delete(adminAccess(['echo', 'audit']), 'notes', 'a', { ifVersion: 1 });
    expect(operations()).toEqual(['updateItem']);
    expect(stored()?._trail).toEqual({ S: 'echo,audit' });
  });
});
