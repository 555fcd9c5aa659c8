import { nearest } from '../../../lib/manifest';

test.each([
  ['titel', 'title'],
  ['Title', 'title'],
  ['tilte', 'title'],
  ['publishd', 'published'],
  ['createAt', 'createdAt'],
  ['tag', 'tags'],
])('%s is nearest to %s', (name, near) => {
  expect(nearest(name, ['title', 'published', 'createdAt', 'updatedAt', 'tags'])).toBe(near);
});

test.each([
  ['index', 'indexes'],
  ['minimum', 'min'],
  ['default', 'defaultValue'],
  ['defaultvalues', 'defaultValue'],
])('%s begins as %s does', (name, near) => {
  expect(nearest(name, ['indexes', 'min', 'max', 'minLength', 'defaultValue'])).toBe(near);
});

test.each(['', 'x', 'price', 'a'.repeat(1000), 'title'])('%s is near to nothing else', (name) => {
  expect(nearest(name, ['title', 'b'.repeat(1000)])).toBeUndefined();
});

test.each([
  ['note', ['date', 'vote2']],
  ['id', ['is', 'ip']],
  ['draft', ['craft2', 'title']],
  ['mi', ['min', 'minLength']],
])('%s is too short for so many slips', (name, candidates) => {
  expect(nearest(name, candidates)).toBeUndefined();
});
