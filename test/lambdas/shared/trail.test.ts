import { feedsItself, MAX_TRAIL, trailIn, trailText, writtenBy } from '../../../lambdas/shared/trail';

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
