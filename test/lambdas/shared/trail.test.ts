import { deletedBy, deletion, feedsItself, MAX_TRAIL, trailIn, trailText, writtenBy } from '../../../lambdas/shared/trail';

test('a function may come five times; from then on none that is in the trail already', () => {
  const trail = (length: number, last: string) => [...Array<string>(length).fill('echo'), last];
  expect(feedsItself(trail(MAX_TRAIL - 1, 'echo'))).toBe(false);
  expect(feedsItself(trail(MAX_TRAIL, 'echo'))).toBe(true);
  expect(feedsItself(trail(MAX_TRAIL, 'audit'))).toBe(false);
  expect(feedsItself([...trail(MAX_TRAIL, 'audit'), 'audit'])).toBe(true);
  expect(feedsItself(['audit'])).toBe(false);
});

test('a trail is text, and read as it was', () => {
  for (const trail of [[], ['echo'], ['echo', 'audit', 'echo']]) expect(trailIn(trailText(trail))).toEqual(trail);
  expect(trailIn(undefined)).toEqual([]);
  expect(writtenBy({ _trail: { S: 'echo,audit' } })).toEqual(['echo', 'audit']);
  expect(writtenBy({})).toEqual([]);
});

test('the announcement of a delete holds for the version that it names', () => {
  const _deletion = deletion(3, ['echo', 'audit']);
  expect(deletedBy({ version: { N: '3' }, _deletion })).toEqual(['echo', 'audit']);
  expect(deletedBy({ version: { N: '4' }, _deletion })).toEqual([]);
  expect(deletedBy({ _deletion: deletion(0, ['echo']) })).toEqual(['echo']);
  expect(deletedBy({ version: { N: '3' } })).toEqual([]);
});
