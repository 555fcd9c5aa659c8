import { createCursors } from '../../../../lambdas/shared/cursor/index';

const cursors = createCursors(async () => 'a secret of at least thirty-two characters');
const position = { id: { S: 'of an item that nobody may know' } };
const refused = expect.objectContaining({ code: 'invalid-request', status: 400 });

describe('cursors', () => {
  it('open where they were sealed, and say nothing', async () => {
    const cursor = await cursors.seal(position, ['ann', 'notes']);
    expect(cursor).toMatch(/^[\w-]+$/);
    expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toContain('nobody');
    expect(await cursors.open(cursor, ['ann', 'notes'])).toEqual(position);
    expect(await cursors.seal(position, ['ann', 'notes'])).not.toBe(cursor);
  });

  it('refuse another context and another secret', async () => {
    const cursor = await cursors.seal(position, ['ann', 'notes']);
    for (const context of [['bob', 'notes'], ['ann', 'other'], ['ann'], null])
      await expect(cursors.open(cursor, context)).rejects.toEqual(refused);
    await expect(createCursors(async () => 'another secret').open(cursor, ['ann', 'notes'])).rejects.toEqual(refused);
  });

  it('refuse whatever was altered', async () => {
    const cursor = await cursors.seal(position, 0);
    const bytes = Buffer.from(cursor, 'base64url');
    for (let place = 0; place < bytes.length; place++) {
      const altered = Buffer.from(bytes);
      altered[place] = (altered[place] as number) ^ 1;
      await expect(cursors.open(altered.toString('base64url'), 0)).rejects.toEqual(refused);
    }
    for (const text of ['', 'x', `${cursor}=`, `${cursor} `, cursor.slice(0, -2), `${cursor}AAAA`, '\ud800', '../..'])
      await expect(cursors.open(text, 0)).rejects.toEqual(refused);
  });

  it('read the secret once, and again after a failure', async () => {
    const answers = [() => Promise.reject(new Error('down')), async () => 'secret'];
    const secret = jest.fn(() => (answers.shift() as () => Promise<string>)());
    const late = createCursors(secret);
    expect(secret).not.toHaveBeenCalled();
    await expect(late.seal(1, 0)).rejects.toThrow('down');
    const [one, two] = await Promise.all([late.seal(1, 0), late.seal(2, 0)]);
    expect(await Promise.all([late.open(one, 0), late.open(two, 0)])).toEqual([1, 2]);
    expect(secret).toHaveBeenCalledTimes(2);
  });
});
