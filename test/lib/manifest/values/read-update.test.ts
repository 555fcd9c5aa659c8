import { readUpdate } from '../../../../lib/manifest';
import { FIELDS } from './counted';

const read = (input: unknown, writer = {}) => {
  const { update, errors } = readUpdate(FIELDS, input, writer);
  return errors.length > 0 ? errors.map(({ pointer, detail }) => `${pointer} ${detail}`) : update;
};
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
