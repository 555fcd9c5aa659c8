import { columnReader } from '../../../cli/transfer/columns';
import type { ModelSpec } from '../../../lib/manifest';

const MOVIES: ModelSpec = {
  fields: {
    title: { type: 'string' },
    usGross: { type: 'integer' },
    mpaaRating: { type: 'choice', choices: ['R', 'PG'] },
    seen: { type: 'boolean' },
    tags: { type: 'list', items: { type: 'string' } },
    studio: { type: 'object', fields: { city: { type: 'string' }, founded: { type: 'integer' } } },
  },
  rules: [{ allow: 'guest' }],
  indexes: {},
};

test('a column is the field of its name, or of one that differs in case, spaces and signs only', () => {
  const read = columnReader(MOVIES, {});
  expect(read({ title: 'Alien', 'US Gross': 1, 'MPAA-Rating': 'R', id: 'a' })).toEqual({
    title: 'Alien',
    usGross: 1,
    mpaaRating: 'R',
    id: 'a',
  });
});

test('a column with a dot is a member of a nested object; one that is none stays, to be refused', () => {
  const read = columnReader(MOVIES, {});
  expect(read({ 'studio.city': 'London', 'studio.street': 'x' })).toEqual({ studio: { city: 'London' }, 'studio.street': 'x' });
});

test('what is mapped goes where it is said; an unknown field is told with the nearest', () => {
  expect(columnReader(MOVIES, { map: ['Name=title', 'A=B=usGross'] })({ Name: 'x', 'A=B': 1 })).toEqual({ title: 'x', usGross: 1 });
  expect(() => columnReader(MOVIES, { map: ['Name=titel'] })).toThrow('did you mean "title"?');
  expect(() => columnReader(MOVIES, { map: ['Name'] })).toThrow('--map takes column=field');
});

test('what is no field is kept, to be refused, or left out where asked', () => {
  expect(columnReader(MOVIES, {})({ other: 1, owner: 'u' })).toEqual({ other: 1, owner: 'u' });
  expect(columnReader(MOVIES, { skipUnknown: true })({ other: 1, title: 'x' })).toEqual({ title: 'x' });
});

test('values are as they are, unless text is to be read', () => {
  const row = { title: 300, usGross: '12', seen: 'true', tags: '["a"]', studio: '{"founded": 1979}' };
  expect(columnReader(MOVIES, {})(row)).toEqual(row);
  expect(columnReader(MOVIES, { coerce: true })(row)).toEqual({
    title: '300',
    usGross: 12,
    seen: true,
    tags: ['a'],
    studio: { founded: 1979 },
  });
});

test('text that cannot be read stays text, to be refused', () => {
  const row = { usGross: 'much', seen: 'yes', tags: 'a,b' };
  expect(columnReader(MOVIES, { coerce: true })(row)).toEqual(row);
});
