import { at, formatFaults, isWithin } from '../../../../lib/manifest';

test('a path has a member by its name, or in brackets what is no identifier', () => {
  expect(at('', 'data')).toBe('data');
  expect(at('data', 'models', 'a b', 0)).toBe('data.models["a b"][0]');
});

test('a fault that several have found stands once, and counts once', () => {
  const fault = { path: 'environment.name', message: 'is wrong' };
  expect(formatFaults([fault, { ...fault }])).toBe('The backend cannot work as declared:\n  environment.name: is wrong');
  expect(formatFaults([fault, { path: '', message: 'are wrong' }])).toBe(
    'The backend cannot work as declared, for 2 reasons:\n  environment.name: is wrong\n  options: are wrong',
  );
});

test.each([
  ['data.models.notes', 'data.models.notes', true],
  ['data.models.notes.rules[0]', 'data.models.notes', true],
  ['data.models.notes.rules[0].when', 'data.models.notes.rules[0]', true],
  ['data.models.notes["a b"]', 'data.models.notes', true],
  ['data.models.notesAndTags', 'data.models.notes', false],
  ['data.models', 'data.models.notes', false],
])('%s lies within %s or not', (path, outer, within) => {
  expect(isWithin(path, outer)).toBe(within);
});
