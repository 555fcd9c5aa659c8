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

  it('tells what became a tombstone as deleted, and what takes its place as created', () => {
    const item = { id: 'a', title: 'x', version: 3 };
    const tombstone = { id: 'a', _deleted: 4, _expires: 1, _trail: 'echo,audit' };
    const deleted = changeOf(record(1, { old: { ...item, _trail: 'other' }, new: tombstone }), NOTES);
    expect(deleted).toMatchObject({ operation: 'delete', oldItem: item, newItem: undefined, trail: ['echo', 'audit'] });
    const made = changeOf(record(2, { old: tombstone, new: { ...item, version: 5 } }), NOTES);
    expect(made).toMatchObject({ operation: 'create', oldItem: undefined, newItem: { version: 5 }, trail: [] });
  });

  it('passes over a tombstone that goes, and over claims to unique values', () => {
    expect(changeOf(record(1, { old: { id: 'a', _deleted: 4, _expires: 1 } }), NOTES)).toBeUndefined();
    const claim = { id: '#title#hash', _claim: 'a' };
    for (const images of [{ new: claim }, { old: claim }, { old: claim, new: { ...claim, _claim: 'b' } }])
      expect(changeOf(record(1, images), NOTES)).toBeUndefined();
  });

  it('tells an item that has ended as deleted when DynamoDB removes it', () => {
    expect(changeOf(record(1, { old: { id: 'a', version: 3, _expires: 1 } }), NOTES)).toMatchObject({ operation: 'delete', trail: [] });
  });

  it('passes over an item without an id of text', () => {
    expect(changeOf(record(1, { new: { id: 7 } }), NOTES)).toBeUndefined();
    expect(changeOf(record(1, { new: { sku: 'a' } }), NOTES)).toBeUndefined();
  });
});

test('the table is read from the stream', () => expect(tableOf(record(1, { new: { id: 'a' } }, 'shop.notes'))).toBe('shop.notes'));
