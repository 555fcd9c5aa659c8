import { isEqual } from '../../../../lib/manifest/values/equal';

test.each<[unknown, unknown]>([
  [1, 1],
  ['a', 'a'],
  [null, null],
  [undefined, undefined],
  [
    ['a', ['b']],
    ['a', ['b']],
  ],
  [
    { a: 1, b: { c: [] } },
    { b: { c: [] }, a: 1 },
  ],
])('%j is %j', (a, b) => {
  expect(isEqual(a, b)).toBe(true);
  expect(isEqual(b, a)).toBe(true);
});

test.each<[unknown, unknown]>([
  [1, '1'],
  [null, undefined],
  [null, {}],
  [[], {}],
  [
    ['a', 'b'],
    ['b', 'a'],
  ],
  [['a'], ['a', 'b']],
  [{ a: 1 }, { a: 1, b: 1 }],
  [{ a: 1 }, { b: 1 }],
  [{ constructor: undefined }, {}],
  [{ constructor: Object }, { other: 1 }],
])('%j is not %j', (a, b) => {
  expect(isEqual(a, b)).toBe(false);
  expect(isEqual(b, a)).toBe(false);
});
