import { BOOLEAN, list, named, needed, NUMBER, struct, TEXT, textLike } from '../../../lib/structs';
import { readAs } from './support';

interface Inner {
  readonly partition: string[];
  readonly sort?: string[];
}

interface Outer {
  readonly name: string;
  readonly min?: number;
  readonly open?: boolean;
  readonly indexes?: { [name: string]: Inner };
}

const INNER = struct<Inner>({ partition: needed(list(textLike('owner'))), sort: list(textLike('createdAt')) }, "{ partition: ['owner'] }");
const OUTER = struct<Outer>({ name: needed(TEXT), min: NUMBER, open: BOOLEAN, indexes: named(INNER, 'newest') });

test('what is right is taken whole; a member that is undefined counts as left out', () => {
  const right = { name: 'a', min: 0, open: false, indexes: { newest: { partition: ['owner'] } } };
  expect(readAs(OUTER, right)).toEqual({ value: right, faults: [] });
  expect(readAs(OUTER, { name: 'a', min: undefined, other: undefined })).toEqual({ value: { name: 'a' }, faults: [] });
});

test('a member that there is not is told with the nearest that there is, at any depth, and left out', () => {
  expect(readAs(OUTER, { name: 'a', minimum: 1, indexes: { newest: { partition: ['owner'], sorted: [] } } })).toEqual({
    value: { name: 'a', indexes: { newest: { partition: ['owner'] } } },
    faults: [
      { path: 'at.minimum', message: 'there is no option "minimum"; did you mean "min"?' },
      { path: 'at.indexes.newest.sorted', message: 'there is no option "sorted"; did you mean "sort"?' },
    ],
  });
  expect(readAs(OUTER, { name: 'a', colour: 1 }).faults).toEqual([
    { path: 'at.colour', message: 'there is no option "colour"; known: name, min, open, indexes' },
  ]);
});

test('what must be given and is not is told, with what it is; a stand-in lets all else be checked', () => {
  expect(readAs(OUTER, {})).toEqual({
    value: { name: '' },
    faults: [{ path: 'at.name', message: "is missing; add `name: 'text'`" }],
  });
  expect(readAs(INNER, { partition: 'owner' })).toEqual({
    value: { partition: ['owner'] },
    faults: [{ path: 'at.partition', message: 'must be a list, as in [\'owner\']; is the text "owner"' }],
  });
});

test('a wrong item leaves its place in the list, a wrong member leaves its name', () => {
  expect(readAs(INNER, { partition: ['owner', 1, 'id'] })).toEqual({
    value: { partition: ['owner', '', 'id'] },
    faults: [{ path: 'at.partition[1]', message: "must be a text, as in 'owner'; is 1" }],
  });
  expect(readAs(OUTER, { name: 'a', indexes: { newest: ['owner'] } })).toEqual({
    value: { name: 'a', indexes: {} },
    faults: [{ path: 'at.indexes.newest', message: "must be an object of options, as in { partition: ['owner'] }; is a list" }],
  });
});

test.each([['text'], [null], [['a']], [() => 1]])('%p is no struct', (value) => {
  expect(readAs(OUTER, value).faults).toEqual([expect.objectContaining({ path: 'at' })]);
});

test('an instance is not a set of names', () => {
  expect(readAs(named(TEXT), new Map([['a', 'b']])).faults).toEqual([
    { path: 'at', message: "must be an object, as in { name: 'text' }; is a Map" },
  ]);
});
