import { applyUpdate, checkCreate, checkValues, readUpdate, textValue, type Fields } from '../../../lib/manifest';

const NOTE: Fields = {
  title: { type: 'string', required: true, minLength: 2, maxLength: 10 },
  published: { type: 'boolean', defaultValue: false },
  due: { type: 'datetime' },
  day: { type: 'date' },
  stars: { type: 'integer', min: 1, max: 5 },
  weight: { type: 'number' },
  kind: { type: 'choice', choices: ['draft', 'final'] },
  code: { type: 'string', pattern: 'a|bc' },
  notebook: { type: 'id' },
  tags: { type: 'list', items: { type: 'string' }, minItems: 1, maxItems: 3 },
  extra: { type: 'json' },
  address: { type: 'object', fields: { street: { type: 'string', required: true }, land: { type: 'string', defaultValue: 'NO' } } },
};

const errorsOf = (input: unknown) => Object.fromEntries(checkCreate(NOTE, input).errors.map(({ pointer, detail }) => [pointer, detail]));
const withField = (name: string, value: unknown) => errorsOf({ title: 'Hello', [name]: value });

describe('checkCreate', () => {
  test('applies defaults, also in nested objects, takes null for absent and normalises times', () => {
    const { value, errors } = checkCreate(NOTE, {
      title: 'Hello',
      due: '2026-10-02T10:30:00.1239+02:00',
      stars: null,
      address: { street: 'A' },
    });
    expect(errors).toEqual([]);
    expect(value).toEqual({ title: 'Hello', published: false, due: '2026-10-02T08:30:00.123Z', address: { street: 'A', land: 'NO' } });
  });

  test.each([
    ['title', 'ab', 'a'],
    ['title', '1234567890', '12345678901'],
    ['title', '😀', 'a\ud83d'],
    ['published', true, 'true'],
    ['stars', 5, 6],
    ['stars', 1, 0],
    ['stars', 3, 1.5],
    ['stars', 3, Number.NaN],
    ['weight', 1.5, Number.POSITIVE_INFINITY],
    ['weight', 1e125, 1e126],
    ['weight', 0, 1e-131],
    ['kind', 'draft', 'drafd'],
    ['code', 'bc', 'xa'],
    ['code', 'a', 'ab'],
    ['day', '2024-02-29', '2023-02-29'],
    ['day', '2000-02-29', '1900-02-29'],
    ['day', '2026-12-31', '2026-13-01'],
    ['due', '2026-10-02T10:30:00Z', '2026-10-02T10:30:00'],
    ['due', '2026-10-02t10:30:00z', '2026-10-02 10:30:00Z'],
    ['due', '0001-01-01T00:00:00+23:59', '0000-01-01T00:00:00+00:01'],
    ['due', '9999-12-31T23:59:59Z', '9999-12-31T23:59:59-00:01'],
    ['due', '2026-10-02T23:59:59Z', '2026-10-02T23:59:60Z'],
    ['notebook', 'aZ09._~-', 'a/b'],
    ['notebook', 'a'.repeat(128), 'a'.repeat(129)],
    ['notebook', '...', '..'],
    ['tags', ['a'], []],
    ['tags', ['a', 'b', 'c'], ['a', 'b', 'c', 'd']],
    ['extra', { a: [1, null, { b: 'c' }] }, { a: undefined, b: () => 1 }],
    ['extra', [null], { '': 1 }],
    ['extra', { a: 1 }, { 'a\ud83d': 1 }],
    ['address', { street: 'A' }, ['A']],
  ])('%s admits %j and refuses %j', (name, good, bad) => {
    expect(withField(name, good)).toEqual({});
    expect(Object.keys(withField(name, bad))[0]).toMatch(new RegExp(`^/${name}`));
  });

  test('points at each bad member', () => {
    expect(errorsOf({ titel: 'x', owner: 'me', tags: ['a', 1], extra: { 'a/b': { '~': Number.NaN } }, address: { land: 1 } })).toEqual({
      '/title': 'is required',
      '/titel': 'is not a known field; did you mean "title"?',
      '/owner': 'is set by the server',
      '/tags/1': 'must be a string, is a number',
      '/extra/a~1b/~0': expect.stringContaining('can be stored'),
      '/address/street': 'is required',
      '/address/land': 'must be a string, is a number',
    });
  });

  test('a name that is dangerous in JavaScript is unknown, or refused inside JSON', () => {
    const hostile = JSON.parse('{ "title": "Hello", "__proto__": { "published": true }, "constructor": 1 }');
    expect(Object.keys(errorsOf(hostile))).toEqual(['/__proto__', '/constructor']);
    expect(Object.keys(withField('extra', JSON.parse('{ "__proto__": { "admin": true } }')))).toEqual(['/extra/__proto__']);
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });

  test('an inherited member is no member', () => {
    expect(errorsOf(Object.create({ title: 'Hello' }))).toEqual({ '/title': 'is required' });
  });

  test.each([null, undefined, 'x', 1, [], [1]])('%j is no object', (input) => {
    expect(Object.keys(errorsOf(input))).toEqual(['']);
  });

  test('JSON may be 20 levels deep and no deeper', () => {
    const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);
    expect(withField('extra', nested(20))).toEqual({});
    expect(Object.values(withField('extra', nested(21)))).toEqual(['is nested deeper than 20 levels']);
  });

  test('tells of 100 bad fields at most', () => {
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`unknown${i}`, i]));
    expect(checkCreate(NOTE, many).errors).toHaveLength(100);
  });

  test('shares nothing with the input, nor two defaults with each other', () => {
    const fields: Fields = { list: { type: 'json', defaultValue: { a: [] } } };
    expect(checkCreate(fields, {}).value.list).toEqual({ a: [] });
    expect(checkCreate(fields, {}).value.list).not.toBe(checkCreate(fields, {}).value.list);
    const extra = { a: 1 };
    expect(checkCreate(NOTE, { title: 'Hello', extra }).value.extra).not.toBe(extra);
  });
});

describe('checkValues', () => {
  test('is the same check of what is no item: nothing of it is set by the server', () => {
    expect(checkValues(NOTE, { title: 'Hello' })).toEqual(checkCreate(NOTE, { title: 'Hello' }));
    expect(checkValues(NOTE, { title: 'Hello', owner: 'me' }).errors).toEqual([{ pointer: '/owner', detail: 'is not a known field' }]);
  });

  test('nor is a member of an object within an item', () => {
    expect(withField('address', { street: 'A', version: 1 })).toEqual({ '/address/version': 'is not a known field' });
  });
});

describe('a merge patch', () => {
  const apply = (current: object, patch: object) => applyUpdate(NOTE, current as Record<string, unknown>, readUpdate(NOTE, patch).update);

  test('admits what changes, with null for what goes and no defaults', () => {
    const { update, errors } = readUpdate(NOTE, { stars: null, due: '2026-10-02T00:00:00+02:00', address: { land: null } });
    expect(errors).toEqual([]);
    expect(update.patch).toEqual({ stars: null, due: '2026-10-01T22:00:00.000Z', address: { land: null } });
  });

  test('refuses to remove what is required, unknown members and bad values', () => {
    const { errors } = readUpdate(NOTE, { title: null, version: 3, stars: 9, address: { street: null } });
    expect(errors.map((error) => error.pointer)).toEqual(['/title', '/stars', '/address/street', '/version']);
  });

  test('merges objects and JSON, replaces the rest, and leaves its arguments alone', () => {
    const current = { title: 'Hello', tags: ['a'], stars: 1, address: { street: 'A', land: 'NO' }, extra: { a: 1, b: { c: 2 } } };
    const patch = { tags: ['b'], stars: null, address: { land: 'SE' }, extra: { a: null, b: { d: [null] } } };
    const { value, errors } = apply(current, patch);
    expect(errors).toEqual([]);
    expect(value).toEqual({ title: 'Hello', tags: ['b'], address: { street: 'A', land: 'SE' }, extra: { b: { c: 2, d: [null] } } });
    expect(current.address.land).toBe('NO');
    expect(patch.extra.a).toBeNull();
  });

  test('an object that comes into being takes its defaults and must be whole', () => {
    expect(apply({}, { address: { street: 'A' } }).value).toEqual({ address: { street: 'A', land: 'NO' } });
    expect(apply({}, { address: { land: 'SE' } }).errors).toEqual([{ pointer: '/address/street', detail: 'is required' }]);
  });
});

test.each([
  ['integer', '1', 1],
  ['number', '-1.5e3', -1500],
  ['number', '1e999', Number.POSITIVE_INFINITY],
  ['boolean', 'false', false],
  ['string', '1', '1'],
  ['integer', '', ''],
  ['number', '0x10', '0x10'],
  ['boolean', 'yes', 'yes'],
  ['integer', 7, 7],
  ['boolean', null, null],
] as const)('a query string has of %s as %j the value %j', (type, text, value) => {
  expect(textValue({ type }, text)).toBe(value);
});
