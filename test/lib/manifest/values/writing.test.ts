import { checkCreate, checkReplace, type Fields, type Moment } from '../../../../lib/manifest';

const FIELDS: Fields = {
  title: { type: 'string', required: true },
  madeAt: { type: 'datetime', defaultFrom: 'now', required: true, immutable: true },
  madeBy: { type: 'id', defaultFrom: 'caller', readOnly: true },
  code: { type: 'string', defaultFrom: 'uuid' },
  key: { type: 'id', defaultFrom: 'uuid' },
  state: { type: 'string', defaultValue: 'new', readOnly: true },
  pin: { type: 'string', required: true, hidden: true },
  labels: { type: 'stringSet', defaultValue: ['a'] },
  salary: { type: 'integer', rules: [{ allow: 'group', group: 'staff' }] },
};
const moment: Moment = { now: '2026-10-02T08:30:00.000Z', caller: 'ann', uuid: (field) => `uuid-of-${field}` };
const errorsOf = ({ errors }: { errors: readonly { pointer: string; detail: string }[] }) =>
  errors.map(({ pointer, detail }) => `${pointer} ${detail}`);

describe('checkCreate', () => {
  test('takes defaults by value, and from the moment', () => {
    expect(checkCreate(FIELDS, { title: 'a', pin: '1' }, { moment })).toEqual({
      value: {
        title: 'a',
        pin: '1',
        madeAt: '2026-10-02T08:30:00.000Z',
        madeBy: 'ann',
        code: 'uuid-of-code',
        key: 'uuid-of-key',
        state: 'new',
        labels: ['a'],
      },
      errors: [],
    });
  });

  test('what is sent stands, null is absent', () => {
    const { value } = checkCreate(FIELDS, { title: 'a', pin: '1', code: 'mine', key: null }, { moment });
    expect(value).toMatchObject({ code: 'mine', key: 'uuid-of-key' });
  });

  test('a guest has no id', () => {
    const { value, errors } = checkCreate(FIELDS, { title: 'a', pin: '1' }, { moment: { ...moment, caller: undefined } });
    expect(errors).toEqual([]);
    expect(Object.keys(value)).not.toContain('madeBy');
    const needed: Fields = { by: { type: 'id', defaultFrom: 'caller', required: true } };
    expect(errorsOf(checkCreate(needed, {}, { moment: { ...moment, caller: undefined } }))).toEqual(['/by is required']);
  });

  test('a caller that is no id is refused as any value is', () => {
    expect(errorsOf(checkCreate(FIELDS, { title: 'a', pin: '1' }, { moment: { ...moment, caller: 'a/b' } }))).toEqual([
      expect.stringContaining('/madeBy must be an id'),
    ]);
  });

  test('where nobody knows the moment, as in a client, nothing is missing', () => {
    const { value, errors } = checkCreate(FIELDS, { title: 'a', pin: '1' });
    expect(errors).toEqual([]);
    expect(value).toEqual({ title: 'a', pin: '1', state: 'new', labels: ['a'] });
  });

  test('only the server side sets what is readOnly', () => {
    expect(errorsOf(checkCreate(FIELDS, { title: 'a', pin: '1', state: 'old', madeBy: null }, { moment }))).toEqual([
      '/state is set by the server',
      '/madeBy is set by the server',
    ]);
    expect(checkCreate(FIELDS, { title: 'a', pin: '1', state: 'old' }, { moment, asAdmin: true }).value.state).toBe('old');
  });
});

describe('checkReplace', () => {
  const current = { title: 'a', madeAt: '2020-01-01T00:00:00.000Z', madeBy: 'bob', code: 'c', state: 'old', pin: '1', salary: 1 };

  test('what the caller cannot set, change or see stays; what else he leaves out takes its default, or is gone', () => {
    expect(checkReplace(FIELDS, current, { title: 'b' }, { moment })).toEqual({
      value: { ...current, title: 'b', code: 'uuid-of-code', key: 'uuid-of-key', labels: ['a'] },
      errors: [],
    });
  });

  test('what is immutable may be sent, unchanged', () => {
    expect(checkReplace(FIELDS, current, { title: 'b', madeAt: '2020-01-01T01:00:00+01:00' }, { moment }).errors).toEqual([]);
    expect(errorsOf(checkReplace(FIELDS, current, { title: 'b', madeAt: '2021-01-01T00:00:00Z' }, { moment }))).toEqual([
      '/madeAt never changes once the item is there',
    ]);
  });

  test('what an item made before the field does not have takes its default, and is not set by a caller', () => {
    const { madeAt: _, ...older } = current;
    expect(checkReplace(FIELDS, older, { title: 'b' }, { moment })).toMatchObject({ value: { madeAt: moment.now }, errors: [] });
    expect(errorsOf(checkReplace(FIELDS, older, { title: 'b', madeAt: moment.now }, { moment }))).toEqual([
      '/madeAt never changes once the item is there',
    ]);
  });

  test('what is hidden may be set anew', () => {
    expect(checkReplace(FIELDS, current, { title: 'b', pin: '2' }, { moment }).value.pin).toBe('2');
  });

  test('null takes away what may go', () => {
    expect(checkReplace(FIELDS, current, { title: 'b', salary: null }, { moment }).value).not.toHaveProperty('salary');
    expect(errorsOf(checkReplace(FIELDS, current, { title: 'b', pin: null, madeAt: null }, { moment }))).toEqual([
      '/pin is required',
      '/madeAt never changes once the item is there',
    ]);
  });

  test.each<[object, string[]]>([
    [{}, ['/title is required']],
    [{ title: 'b', state: 'old' }, ['/state is set by the server']],
    [{ title: 'b', pin: 1 }, ['/pin must be a string, is a number']],
  ])('refuses %j', (input, errors) => {
    expect(errorsOf(checkReplace(FIELDS, current, input, { moment }))).toEqual(errors);
  });

  test('the server side replaces all', () => {
    const { value, errors } = checkReplace(
      FIELDS,
      current,
      { title: 'b', pin: '2', madeAt: '2021-01-01T00:00:00Z' },
      { moment, asAdmin: true },
    );
    expect(errors).toEqual([]);
    expect(value).toMatchObject({ madeAt: '2021-01-01T00:00:00.000Z', madeBy: 'ann', state: 'new' });
  });
});
