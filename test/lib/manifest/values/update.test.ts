import { applyUpdate, type Fields, needsCurrent, readUpdate } from '../../../../lib/manifest';

const FIELDS: Fields = {
  title: { type: 'string', required: true },
  count: { type: 'integer', min: 0, max: 10 },
  total: { type: 'integer' },
  weight: { type: 'number' },
  tags: { type: 'list', items: { type: 'string', maxLength: 3 }, maxItems: 3 },
  labels: { type: 'stringSet', maxItems: 3 },
  needed: { type: 'stringSet', required: true },
  address: {
    type: 'object',
    fields: { city: { type: 'string', required: true }, scores: { type: 'map', items: { type: 'integer' }, maxItems: 2 } },
  },
  scores: { type: 'map', items: { type: 'integer' }, minItems: 1, maxItems: 2 },
  free: { type: 'map', items: { type: 'json' } },
  slug: { type: 'string', immutable: true },
  state: { type: 'string', readOnly: true },
};
const ITEM = { title: 'a', count: 5, tags: ['a', 'b', 'a'], labels: ['a', 'b'], needed: ['x'], slug: 's', state: 'new' };

const read = (input: unknown, writer = {}) => {
  const { update, errors } = readUpdate(FIELDS, input, writer);
  return errors.length > 0 ? errors.map(({ pointer, detail }) => `${pointer} ${detail}`) : update;
};
const apply = (input: unknown, current: object = ITEM, writer = {}) => {
  const { update, errors } = readUpdate(FIELDS, input, writer);
  expect(errors).toEqual([]);
  const applied = applyUpdate(FIELDS, current as typeof ITEM, update, writer);
  return applied.errors.length > 0 ? applied.errors.map(({ pointer, detail }) => `${pointer} ${detail}`) : applied.value;
};

describe('readUpdate', () => {
  test('tells a merge patch from operators', () => {
    expect(
      read({
        title: 'b',
        $increment: { count: 1, weight: -0.5 },
        $append: { tags: ['c'] },
        $addToSet: { labels: ['d', 'c'] },
        $removeFromSet: { needed: ['x'] },
        $setIfAbsent: { total: 3, address: { city: 'Bern' } },
      }),
    ).toEqual({
      patch: { title: 'b' },
      operations: [
        { op: 'increment', field: 'count', value: 1 },
        { op: 'increment', field: 'weight', value: -0.5 },
        { op: 'append', field: 'tags', value: ['c'] },
        { op: 'addToSet', field: 'labels', value: ['c', 'd'] },
        { op: 'removeFromSet', field: 'needed', value: ['x'] },
        { op: 'setIfAbsent', field: 'total', value: 3 },
        { op: 'setIfAbsent', field: 'address', value: { city: 'Bern' } },
      ],
    });
  });

  test.each<[object, string]>([
    [{ $incrment: { count: 1 } }, '/$incrment is no operator; did you mean "$increment"?'],
    [{ $: {} }, '/$ is no operator'],
    [{ $increment: 1 }, '/$increment must be an object of fields, is a number'],
    [{ $increment: null }, '/$increment must be an object of fields, is nothing'],
    [{ $increment: { cuont: 1 } }, '/$increment/cuont is not a known field; did you mean "count"?'],
    [{ $increment: { title: 1 } }, '/$increment/title is of type string, and $increment is for integer and number'],
    [{ $increment: { count: 1.5 } }, '/$increment/count must be a whole number of at most 53 bits'],
    [{ $increment: { total: 2 ** 53 } }, '/$increment/total must be a whole number of at most 53 bits'],
    [{ $increment: { count: null } }, '/$increment/count must be a number, is nothing'],
    [{ $increment: { version: 1 } }, '/$increment/version is set by the server'],
    [{ $append: { tags: 'a' } }, '/$append/tags must be a list, is a string'],
    [{ $append: { tags: [] } }, '/$append/tags must hold at least 1 item, holds 0'],
    [{ $append: { tags: ['a', 'long'] } }, '/$append/tags/1 must be at most 3 characters long, is 4'],
    [{ $append: { labels: ['a'] } }, '/$append/labels is of type stringSet, and $append is for list'],
    [{ $addToSet: { tags: ['a'] } }, '/$addToSet/tags is of type list, and $addToSet is for stringSet'],
    [{ $addToSet: { labels: ['a', 'a'] } }, '/$addToSet/labels/1 stands in the set twice; name it once'],
    [{ $setIfAbsent: { labels: [] } }, '/$setIfAbsent/labels must hold at least 1 item, holds 0'],
    [{ $setIfAbsent: { address: {} } }, '/$setIfAbsent/address/city is required'],
    [{ $setIfAbsent: { slug: 'a' } }, '/$setIfAbsent/slug never changes once the item is there'],
    [{ $setIfAbsent: { state: 'a' } }, '/$setIfAbsent/state is set by the server'],
    [{ $setIfAbsent: { constructor: 'a' } }, '/$setIfAbsent/constructor is not a known field'],
    [{ count: 1, $increment: { count: 1 } }, '/$increment/count is named twice in the update; name it once'],
    [{ $append: { tags: ['a'] }, $remove: { tags: ['a'] } }, '/$remove/tags is named twice in the update; name it once'],
    [{ state: 'a' }, '/state is set by the server'],
    [{ state: null }, '/state is set by the server'],
    [{ title: null }, '/title is required and cannot be removed'],
  ])('refuses %j', (input, error) => {
    expect(read(input)).toEqual([error]);
  });

  test('the server side sets what callers do not', () => {
    expect(read({ state: 'old', $setIfAbsent: { slug: 'a' } }, { asAdmin: true })).toEqual({
      patch: { state: 'old' },
      operations: [{ op: 'setIfAbsent', field: 'slug', value: 'a' }],
    });
  });

  test.each([null, 1, 'x', []])('%j is no update', (input) => {
    expect(read(input)).toEqual([expect.stringContaining('must be an object')]);
  });

  test('tells of 100 bad fields at most', () => {
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`unknown${i}`, 1]));
    expect(read({ ...many, $increment: many, $append: many })).toHaveLength(100);
  });
});

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
