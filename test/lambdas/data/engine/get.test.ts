import { accessOf } from '../../../../lambdas/shared/access';
import { engineOver, ID, storedNote } from './support';

const ann = accessOf({ owner: 'ann', groups: [] });
const bob = accessOf({ owner: 'bob', groups: [] });
const guest = accessOf({ groups: [] });
const notFound = expect.objectContaining({ code: 'not-found' });

describe('get', () => {
  it('is one consistent read, and answers nothing but declared and system fields', async () => {
    const { engine, asked } = engineOver({ Item: storedNote({ _writes: { M: {} }, foreign: { S: 'x' }, text: { NULL: true } }) });
    expect(await engine.get(ann, 'notes', ID)).toEqual({
      id: ID,
      title: 'Hello',
      published: false,
      owner: 'ann',
      version: 3,
      createdAt: '2026-01-01T00:00:00.000Z',
      updatedAt: '2026-01-01T00:00:00.000Z',
    });
    expect(asked).toEqual([{ operation: 'getItem', input: { TableName: 'shop.notes', Key: { id: { S: ID } }, ConsistentRead: true } }]);
  });

  it('answers not found alike for what is not there and what is not for the caller', async () => {
    for (const [access, answer] of [
      [ann, {}],
      [bob, { Item: storedNote() }],
      [guest, { Item: storedNote() }],
    ] as const)
      await expect(engineOver(answer).engine.get(access, 'notes', ID)).rejects.toEqual(notFound);
  });

  it('admits by a condition on the item', async () => {
    const { engine } = engineOver({ Item: storedNote({ published: { BOOL: true } }) });
    expect(await engine.get(guest, 'notes', ID)).toMatchObject({ id: ID });
  });

  it('reads what Plinth never wrote, as version 0', async () => {
    const { engine } = engineOver({ Item: { id: { S: 'old' }, title: { S: 'a' }, published: { BOOL: true } } });
    expect(await engine.get(guest, 'notes', 'old')).toEqual({ id: 'old', title: 'a', published: true, version: 0 });
  });

  it('asks DynamoDB for no id that it would refuse', async () => {
    const { engine, asked } = engineOver();
    for (const id of ['', 'é'.repeat(1025)]) await expect(engine.get(ann, 'notes', id)).rejects.toEqual(notFound);
    expect(asked).toEqual([]);
  });
});
