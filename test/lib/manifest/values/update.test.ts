import { applyUpdate, needsCurrent, readUpdate } from '../../../../lib/manifest';
import { FIELDS } from './counted';

const ITEM = { title: 'a', count: 5, tags: ['a', 'b', 'a'], labels: ['a', 'b'], needed: ['x'], slug: 's', state: 'new' };

const apply = (input: unknown, current: object = ITEM, writer = {}) => {
  const { update, errors } = readUpdate(FIELDS, input, writer);
  expect(errors).toEqual([]);
  const applied = applyUpdate(FIELDS, current as typeof ITEM, update, writer);
  return applied.errors.length > 0 ? applied.errors.map(({ pointer, detail }) => `${pointer} ${detail}`) : applied.value;
};

describe('applyUpdate', () => {
  test('patches and operates, and changes neither argument', () => {
    const current = structuredClone(ITEM);
    expect(
      apply(
        {
          title: 'b',
          $increment: { count: -5, total: 2 },
          $remove: { tags: ['a'] },
          $addToSet: { labels: ['0'] },
          $setIfAbsent: { weight: 1 },
        },
        current,
      ),
    ).toEqual({ ...ITEM, title: 'b', count: 0, total: 2, tags: ['b'], labels: ['0', 'a', 'b'], weight: 1 });
    expect(current).toEqual(ITEM);
  });

  test('what is there stays, and what goes out of a set is gone', () => {
    expect(apply({ $setIfAbsent: { count: 1 }, $removeFromSet: { labels: ['a', 'b', 'c'] }, $addToSet: { needed: ['x'] } })).toEqual({
      ...ITEM,
      labels: undefined,
    });
    expect(apply({ $remove: { tags: ['a'] }, $removeFromSet: { labels: ['a'] } }, { title: 'a' })).toEqual({ title: 'a' });
  });

  test.each<[object, string]>([
    [{ $increment: { count: 6 } }, '/$increment/count would leave the bounds, from 0 to 10'],
    [{ $increment: { count: -6 } }, '/$increment/count would leave the bounds, from 0 to 10'],
    [{ $append: { tags: ['c'] } }, '/$append/tags must hold at most 3 items, holds 4'],
    [{ $addToSet: { labels: ['c', 'd'] } }, '/$addToSet/labels must hold at most 3 items, holds 4'],
    [{ $removeFromSet: { needed: ['x'] } }, '/$removeFromSet/needed is required and cannot be emptied'],
    [{ slug: 't' }, '/slug never changes once the item is there'],
    [{ slug: null }, '/slug never changes once the item is there'],
    [{ scores: { a: 1, b: 1, c: 1 } }, '/scores must hold at most 2 items, holds 3'],
    [{ scores: { a: null } }, '/scores must hold at least 1 item, holds 0'],
    [{ address: { scores: {} } }, '/address/city is required'],
  ])('refuses %j', (input, error) => {
    expect(apply(input)).toEqual([error]);
  });

  test('past 53 bits an integer would not be exact', () => {
    expect(apply({ $increment: { total: 1 } }, { total: Number.MAX_SAFE_INTEGER })).toEqual([expect.stringContaining('/$increment/total')]);
  });

  test('the same value is no change, and the server side changes what is immutable', () => {
    expect(apply({ slug: 's' })).toEqual(ITEM);
    expect(apply({ slug: 't' }, ITEM, { asAdmin: true })).toEqual({ ...ITEM, slug: 't' });
  });

  test('members of maps come and go', () => {
    expect(apply({ scores: { a: null, b: 2 } }, { scores: { a: 1 } })).toEqual({ scores: { b: 2 } });
    expect(apply({ address: { scores: { a: null } } }, { address: { city: 'Bern', scores: { a: 1 } } })).toEqual({
      address: { city: 'Bern', scores: {} },
    });
  });
});

test.each<[object, boolean]>([
  [{ title: 'b', address: { city: 'Bern' }, $increment: { count: 1 }, $addToSet: { labels: ['a'] } }, false],
  [{ scores: null, free: null }, false],
  [{ free: { a: 1 } }, true],
  [{ scores: { a: 1 } }, true],
  [{ address: { scores: { a: 1 } } }, true],
  [{ slug: 's' }, true],
  [{ $remove: { tags: ['a'] } }, true],
])('whether the item must be known for %j: %j', (input, expected) => {
  expect(needsCurrent(FIELDS, readUpdate(FIELDS, input).update)).toBe(expected);
});

test('an immutable field keeps callers from writing blindly, and not the server side', () => {
  expect(needsCurrent(FIELDS, { patch: { slug: 't' }, operations: [] }, { asAdmin: true })).toBe(false);
});
