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
      hops: 1,
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
    const change = changeOf(record(1, { new: { id: 'a', title: 'x', _key_done: 'true', _writes: {}, _hops: 2, undeclared: 1 } }), NOTES);
    expect(change?.newItem).toEqual({ id: 'a', title: 'x', version: 0 });
  });

  it('counts one hop more than the write that it follows', () => {
    expect(changeOf(record(1, { old: { id: 'a', _hops: 4 }, new: { id: 'a' } }), NOTES)?.hops).toBe(1);
    expect(changeOf(record(1, { new: { id: 'a', _hops: 4 } }), NOTES)?.hops).toBe(5);
    expect(changeOf(record(1, { old: { id: 'a', _hops: 4 } }), NOTES)?.hops).toBe(5);
  });

  it('passes over an item without an id of text', () => {
    expect(changeOf(record(1, { new: { id: 7 } }), NOTES)).toBeUndefined();
    expect(changeOf(record(1, { new: { sku: 'a' } }), NOTES)).toBeUndefined();
  });
});

test('the table is read from the stream', () => expect(tableOf(record(1, { new: { id: 'a' } }, 'shop.notes'))).toBe('shop.notes'));
