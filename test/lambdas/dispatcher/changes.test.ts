import { changeOf, tableOf } from '../../../lambdas/dispatcher/changes';
import { NOTES, record } from './records';

describe('changeOf', () => {
  it('tells a create, an update and a delete', () => {
    const item = { id: 'a', title: 'x', version: 1 };
    expect(changeOf(record(1, { new: item }), NOTES)).toEqual({
      type: 'change',
      eventId: 'event-1',
      model: 'notes',
      operation: 'create',
      id: 'a',
      newItem: item,
      trail: [],
      at: '2026-02-02T02:40:00.000Z',
    });
    expect(changeOf(record(2, { old: item, new: { ...item, title: 'y' } }), NOTES)).toMatchObject({
      operation: 'update',
      oldItem: item,
      newItem: { title: 'y' },
    });
    expect(changeOf(record(3, { old: item }), NOTES)).toMatchObject({ operation: 'delete', oldItem: item, newItem: undefined });
  });

  it('keeps private attributes, and those of a table made elsewhere, to itself', () => {
    const change = changeOf(
      record(1, { new: { id: 'a', title: 'x', _key_done: 'true', _writes: {}, _trail: 'audit', undeclared: 1 } }),
      NOTES,
    );
    expect(change?.newItem).toEqual({ id: 'a', title: 'x', version: 0 });
  });

  it('follows the write, and not the one before it', () => {
    const trailOf = (images: Parameters<typeof record>[1]) => changeOf(record(1, images), NOTES)?.trail;
    expect(trailOf({ old: { id: 'a', _trail: 'echo' }, new: { id: 'a' } })).toEqual([]);
    expect(trailOf({ new: { id: 'a', _trail: 'echo,audit' } })).toEqual(['echo', 'audit']);
  });

  it('tells the delete of a trigger, which was announced, from that of a person', () => {
    const trailOf = (old: Record<string, string | number>) => changeOf(record(1, { old: { id: 'a', ...old } }), NOTES)?.trail;
    expect(trailOf({ version: 3, _trail: 'echo,echo,echo,echo,echo' })).toEqual([]);
    expect(trailOf({ version: 3, _trail: 'audit', _deletion: '3 echo,audit' })).toEqual(['echo', 'audit']);
    // That delete failed, for the item had changed.
    expect(trailOf({ version: 4, _deletion: '3 echo' })).toEqual([]);
  });

  it('passes over the announcement of a delete, and over nothing that comes after one', () => {
    const item = { id: 'a', version: 3 };
    const announced = { ...item, _deletion: '3 echo' };
    expect(changeOf(record(1, { old: item, new: announced }), NOTES)).toBeUndefined();
    expect(changeOf(record(2, { old: announced, new: { ...announced, version: 4 } }), NOTES)).toMatchObject({ operation: 'update' });
  });

  it('passes over an item without an id of text', () => {
    expect(changeOf(record(1, { new: { id: 7 } }), NOTES)).toBeUndefined();
    expect(changeOf(record(1, { new: { sku: 'a' } }), NOTES)).toBeUndefined();
  });
});

test('the table is read from the stream', () => expect(tableOf(record(1, { new: { id: 'a' } }, 'shop.notes'))).toBe('shop.notes'));
