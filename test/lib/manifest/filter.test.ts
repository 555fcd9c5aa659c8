import { type Expression, type Fields, FILTER_WORDS, MAX_COMPARISONS, MAX_FILTER_DEPTH, MAX_IN, readFilter } from '../../../lib/manifest';

const FIELDS: Fields = {
  title: { type: 'string', maxLength: 3 },
  published: { type: 'boolean' },
  n: { type: 'integer', max: 9 },
  kind: { type: 'choice', choices: ['draft', 'final'] },
  due: { type: 'datetime' },
  day: { type: 'date' },
  tags: { type: 'list', items: { type: 'string' } },
  scores: { type: 'list', items: { type: 'number' } },
  readers: { type: 'stringSet' },
  extra: { type: 'json' },
  bytes: { type: 'bytes' },
  points: { type: 'list', items: { type: 'object', fields: {} } },
  address: { type: 'object', fields: { city: { type: 'string' }, geo: { type: 'object', fields: { lat: { type: 'number' } } } } },
  secret: { type: 'string', hidden: true },
  owner: { type: 'string' },
};
const read = (input: unknown, options = {}) => readFilter(FIELDS, input, options);

test.each<[unknown, Expression]>([
  [{}, { op: 'always' }],
  [{ published: true }, { op: 'eq', path: ['published'], value: true }],
  [
    { n: { gt: 1, le: 5 } },
    {
      op: 'and',
      of: [
        { op: 'gt', path: ['n'], value: 1 },
        { op: 'le', path: ['n'], value: 5 },
      ],
    },
  ],
  [{ title: { contains: 'x' } }, { op: 'contains', path: ['title'], value: 'x' }],
  [{ title: 'longer than it may be' }, { op: 'eq', path: ['title'], value: 'longer than it may be' }],
  [{ n: { ne: 10 } }, { op: 'ne', path: ['n'], value: 10 }],
  [{ kind: { in: ['draft', 'final'] } }, { op: 'in', path: ['kind'], values: ['draft', 'final'] }],
  [{ due: { ge: '2026-10-02T10:00:00+02:00' } }, { op: 'ge', path: ['due'], value: '2026-10-02T08:00:00.000Z' }],
  [{ day: { beginsWith: '2026-' } }, { op: 'beginsWith', path: ['day'], value: '2026-' }],
  [{ day: { between: ['2026-01-01', '2026-02-01'] } }, { op: 'between', path: ['day'], from: '2026-01-01', to: '2026-02-01' }],
  [{ tags: { contains: 'a' } }, { op: 'includes', path: ['tags'], value: 'a' }],
  [{ scores: { contains: 1.5 } }, { op: 'includes', path: ['scores'], value: 1.5 }],
  [{ readers: { contains: 'ann' } }, { op: 'includes', path: ['readers'], value: 'ann' }],
  [{ extra: { exists: true } }, { op: 'exists', path: ['extra'] }],
  [{ bytes: { exists: false } }, { op: 'not', of: { op: 'exists', path: ['bytes'] } }],
  [{ 'address.city': { beginsWith: 'B' } }, { op: 'beginsWith', path: ['address', 'city'], value: 'B' }],
  [{ 'address.geo.lat': 60 }, { op: 'eq', path: ['address', 'geo', 'lat'], value: 60 }],
  [
    { published: true, or: [{ n: 1 }, { not: { title: 'x' } }] },
    {
      op: 'and',
      of: [
        { op: 'eq', path: ['published'], value: true },
        {
          op: 'or',
          of: [
            { op: 'eq', path: ['n'], value: 1 },
            { op: 'not', of: { op: 'eq', path: ['title'], value: 'x' } },
          ],
        },
      ],
    },
  ],
  [
    { and: [{ n: 1 }, { and: [{ title: 'x' }, {}] }] },
    {
      op: 'and',
      of: [
        { op: 'eq', path: ['n'], value: 1 },
        { op: 'eq', path: ['title'], value: 'x' },
      ],
    },
  ],
])('%j is understood', (input, expression) => {
  expect(read(input)).toEqual({ expression, errors: [] });
});

test.each<[string, unknown, string]>([
  ['', [], 'must be an object, is a list'],
  ['', null, 'must be an object, is nothing'],
  ['', 'published', 'must be an object, is a string'],
  ['/titel', { titel: 'x' }, 'is not a field; did you mean "title"?'],
  ['/secret', { secret: 'x' }, 'is not a field'],
  ['/secre', { secre: 'x' }, /^is not a field$/.source],
  ['/toString', { toString: 'x' }, 'is not a field'],
  ['/address.street', { 'address.street': 'x' }, 'is not a field'],
  ['/title.length', { 'title.length': 3 }, 'only an object has members'],
  ['/points.lat', { 'points.lat': 3 }, 'only an object has members'],
  ['/title', { title: {} }, 'must compare the field with something'],
  ['/title', { title: 3 }, 'must be a string, is a number'],
  ['/title', { title: null }, 'whether there is one, "exists" asks'],
  ['/title', { title: ['x'] }, 'must be a string, is a list'],
  ['/title/contain', { title: { contain: 'x' } }, 'is no comparison; did you mean "contains"?'],
  ['/title/like', { title: { like: 'x' } }, 'is no comparison'],
  ['/title/beginsWith', { title: { beginsWith: '' } }, 'must not be empty'],
  ['/title/contains', { title: { contains: 3 } }, 'must be a string'],
  [
    '/n/beginsWith',
    { n: { beginsWith: '1' } },
    'is of type integer, which knows eq, ne, exists, lt, le, gt, ge, between, in, and no beginsWith',
  ],
  ['/n/gt', { n: { gt: '1' } }, 'must be a number'],
  ['/n/in', { n: { in: [] } }, 'must be a list of 1 to 100 values'],
  ['/n/in', { n: { in: Array.from({ length: MAX_IN + 1 }, (_, i) => i) } }, 'must be a list of 1 to 100 values'],
  ['/n/in/1', { n: { in: [1, 'x'] } }, 'must be a number'],
  ['/n/between', { n: { between: [1] } }, 'must be a list of 2 values'],
  ['/n/between', { n: { between: [2, 1] } }, 'must name its lower end first'],
  ['/published/lt', { published: { lt: true } }, 'and no lt'],
  ['/published', { published: 'true' }, 'must be true or false'],
  ['/kind', { kind: 'fnal' }, 'did you mean "final"?'],
  ['/due/lt', { due: { lt: 'tomorrow' } }, 'RFC 3339'],
  ['/tags', { tags: 'a' }, 'is of type list, which knows contains, exists, and no eq'],
  ['/tags/contains', { tags: { contains: 3 } }, 'must be a string'],
  ['/extra/contains', { extra: { contains: 'a' } }, 'which knows exists'],
  ['/points/contains', { points: { contains: 'a' } }, 'which knows exists'],
  ['/title/exists', { title: { exists: 'yes' } }, 'must be true or false'],
  ['/or', { or: [] }, 'must be a list of at least one filter'],
  ['/or', { or: {} }, 'must be a list of at least one filter'],
  ['/or/1/n', { or: [{ n: 1 }, { n: 'x' }] }, 'must be a number'],
  ['/not', { not: [] }, 'must be an object'],
])('at %s %j is refused', (pointer, input, detail) => {
  expect(read(input, { at: '?filter' })).toEqual({
    expression: { op: 'never' },
    errors: [
      { pointer: `?filter${pointer}`, detail: expect.stringMatching(detail.startsWith('^') ? new RegExp(detail) : literally(detail)) },
    ],
  });
});

const literally = (text: string) => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));

test('every error is named', () => {
  expect(read({ titel: 1, n: 'x', or: [{ published: 1 }] }).errors.map(({ pointer }) => pointer)).toEqual([
    '/titel',
    '/n',
    '/or/0/published',
  ]);
});

test('filters are nested and are long up to a limit', () => {
  const nested = (levels: number): object => (levels === 0 ? { n: 1 } : { not: nested(levels - 1) });
  expect(read(nested(MAX_FILTER_DEPTH)).errors).toEqual([]);
  expect(read(nested(MAX_FILTER_DEPTH + 1)).errors).toEqual([{ pointer: '/not'.repeat(6), detail: 'is nested deeper than 5 levels' }]);
  const long = (comparisons: number) => ({ or: Array.from({ length: comparisons }, (_, n) => ({ n })) });
  expect(read(long(MAX_COMPARISONS)).errors).toEqual([]);
  expect(read(long(MAX_COMPARISONS + 50)).errors).toEqual([{ pointer: '/or/100/n', detail: expect.stringContaining('100 comparisons') }]);
});

test('owner "me" is whoever asks', () => {
  expect(read({ owner: 'me' }, { me: 'ann' }).expression).toEqual({ op: 'eq', path: ['owner'], value: 'ann' });
  expect(read({ owner: { ne: 'me' } }, { me: 'ann' }).expression).toEqual({ op: 'ne', path: ['owner'], value: 'ann' });
  expect(read({ owner: 'me' }).errors).toEqual([{ pointer: '/owner', detail: expect.stringContaining('without a session') }]);
  expect(read({ title: 'me' }).expression).toEqual({ op: 'eq', path: ['title'], value: 'me' });
});

test('what joins filters is no field', () => {
  expect(FILTER_WORDS).toEqual(['and', 'or', 'not']);
});
