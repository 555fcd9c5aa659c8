import { Field } from '../../../lib';
import { fieldSpecs } from '../../../lib/schema/field';

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
