import { changeOf, tableOf } from '../../../lambdas/dispatcher/changes';
import { record } from './records';

describe('changeOf', () => {
  it('tells a create, an update and a delete', () => {
    const item = { id: 'a', title: 'x' };
    expect(changeOf(record(1, { new: item }), 'notes')).toEqual({
      type: 'change',
      eventId: 'event-1',
      model: 'notes',
      operation: 'create',
      id: 'a',
      new: item,
      hops: 1,
      at: '2026-02-02T02:40:00.000Z',
    });
    expect(changeOf(record(2, { old: item, new: { ...item, title: 'y' } }), 'notes')).toMatchObject({
      operation: 'update',
      old: item,
      new: { title: 'y' },
    });
    expect(changeOf(record(3, { old: item }), 'notes')).toMatchObject({ operation: 'delete', old: item, new: undefined });
  });

  it('keeps private attributes to itself', () => {
    const change = changeOf(record(1, { new: { id: 'a', title: 'x', _key_done: 'true', _writes: {}, _hops: 2 } }), 'notes');
    expect(change?.new).toEqual({ id: 'a', title: 'x' });
  });

  it('counts one hop more than the write that it follows', () => {
    expect(changeOf(record(1, { old: { id: 'a', _hops: 4 }, new: { id: 'a' } }), 'notes')?.hops).toBe(1);
    expect(changeOf(record(1, { new: { id: 'a', _hops: 4 } }), 'notes')?.hops).toBe(5);
    expect(changeOf(record(1, { old: { id: 'a', _hops: 4 } }), 'notes')?.hops).toBe(5);
  });

  it('passes over an item without an id of text', () => {
    expect(changeOf(record(1, { new: { id: 7 } }), 'notes')).toBeUndefined();
    expect(changeOf(record(1, { new: { sku: 'a' } }), 'notes')).toBeUndefined();
  });
});

test('the table is read from the stream', () => expect(tableOf(record(1, { new: { id: 'a' } }, 'shop.notes'))).toBe('shop.notes'));
