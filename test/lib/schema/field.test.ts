import { DefaultFrom, Field, Rule } from '../../../lib';
import { fieldSpecs } from '../../../lib/schema/field';

test('null is a default of JSON', () => {
  expect(Field.json({ defaultValue: null })._spec).toEqual({ type: 'json', defaultValue: null });
});

test('each kind of field is the manifest’s own type with its options', () => {
  expect(
    fieldSpecs({
      text: Field.string({ required: true, minLength: 1, maxLength: 9, pattern: '[a-z]+', defaultValue: 'a' }),
      whole: Field.integer({ min: 0, max: 9 }),
      any: Field.number({ defaultValue: 0.5 }),
      flag: Field.boolean({ defaultValue: false }),
      at: Field.datetime(),
      day: Field.date({ description: 'When it is due' }),
      kind: Field.choice(['a', 'b'], { defaultValue: 'a' }),
      extra: Field.json({ defaultValue: { a: [1] } }),
      parent: Field.id(),
    }),
  ).toEqual({
    text: { type: 'string', required: true, minLength: 1, maxLength: 9, pattern: '[a-z]+', defaultValue: 'a' },
    whole: { type: 'integer', min: 0, max: 9 },
    any: { type: 'number', defaultValue: 0.5 },
    flag: { type: 'boolean', defaultValue: false },
    at: { type: 'datetime' },
    day: { type: 'date', description: 'When it is due' },
    kind: { type: 'choice', choices: ['a', 'b'], defaultValue: 'a' },
    extra: { type: 'json', defaultValue: { a: [1] } },
    parent: { type: 'id' },
  });
});

test('lists and objects nest', () => {
  const address = Field.object({ street: Field.string({ required: true }) }, { required: true });
  expect(fieldSpecs({ addresses: Field.list(address, { minItems: 1, maxItems: 3 }) })).toEqual({
    addresses: {
      type: 'list',
      minItems: 1,
      maxItems: 3,
      items: { type: 'object', required: true, fields: { street: { type: 'string', required: true } } },
    },
  });
});

test('each further kind of field is too', () => {
  expect(
    fieldSpecs({
      at: Field.time({ defaultValue: '08:30' }),
      mail: Field.email({ unique: true }),
      link: Field.url({ immutable: true }),
      call: Field.phone({ readOnly: true }),
      host: Field.ip({ hidden: true }),
      icon: Field.bytes({ minLength: 1, maxLength: 9 }),
      labels: Field.stringSet({ minItems: 1, maxItems: 9, defaultValue: ['a'] }),
      scores: Field.map(Field.integer({ min: 0 }), { maxItems: 9 }),
      kinds: Field.list(Field.choice(['a', 'b'])),
      home: Field.object({ city: Field.string() }, { typeName: 'Address' }),
    }),
  ).toEqual({
    at: { type: 'time', defaultValue: '08:30' },
    mail: { type: 'email', unique: true },
    link: { type: 'url', immutable: true },
    call: { type: 'phone', readOnly: true },
    host: { type: 'ip', hidden: true },
    icon: { type: 'bytes', minLength: 1, maxLength: 9 },
    labels: { type: 'stringSet', minItems: 1, maxItems: 9, defaultValue: ['a'] },
    scores: { type: 'map', maxItems: 9, items: { type: 'integer', min: 0 } },
    kinds: { type: 'list', items: { type: 'choice', choices: ['a', 'b'] } },
    home: { type: 'object', typeName: 'Address', fields: { city: { type: 'string' } } },
  });
});

test('defaults come from the moment, items end, and fields have rules of their own', () => {
  expect(
    fieldSpecs({
      madeAt: Field.datetime({ defaultFrom: DefaultFrom.NOW }),
      madeBy: Field.id({ defaultFrom: DefaultFrom.CALLER }),
      code: Field.string({ defaultFrom: DefaultFrom.UUID }),
      endsAt: Field.datetime({ ttl: true }),
      salary: Field.number({ rules: [Rule.group('staff')] }),
    }),
  ).toEqual({
    madeAt: { type: 'datetime', defaultFrom: 'now' },
    madeBy: { type: 'id', defaultFrom: 'caller' },
    code: { type: 'string', defaultFrom: 'uuid' },
    endsAt: { type: 'datetime', ttl: true },
    salary: { type: 'number', rules: [{ allow: 'group', group: 'staff' }] },
  });
});
