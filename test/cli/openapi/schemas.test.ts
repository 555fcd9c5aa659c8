import Ajv from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import * as fc from 'fast-check';
import { fieldSchema, objectSchema, pageSchema } from '../../../cli/openapi/schemas';
import { checkCreate, type Fields, type FieldSpec, readUpdate } from '../../../lib/manifest';

const ajv = addFormats(new Ajv({ strict: false }));
const admits = (schema: object, value: unknown) => ajv.compile(schema)(value);

const FIELDS: Fields = {
  title: { type: 'string', required: true, minLength: 2, maxLength: 5, pattern: '[^x]*' },
  stars: { type: 'integer', min: 0, max: 5, defaultValue: 3 },
  kind: { type: 'choice', choices: ['draft', 'final'], required: true, defaultValue: 'draft', description: 'How far it is.' },
  weight: { type: 'number' },
  due: { type: 'datetime' },
  day: { type: 'date' },
  done: { type: 'boolean' },
  notebook: { type: 'id' },
  extra: { type: 'json' },
  at: { type: 'time' },
  mail: { type: 'email' },
  link: { type: 'url' },
  call: { type: 'phone' },
  host: { type: 'ip' },
  icon: { type: 'bytes', maxLength: 3 },
  labels: { type: 'stringSet', maxItems: 2 },
  scores: { type: 'map', items: { type: 'integer', min: 0 }, maxItems: 2 },
  tags: { type: 'list', items: { type: 'object', fields: { name: { type: 'string', required: true } } }, minItems: 1, maxItems: 2 },
  address: { type: 'object', fields: { street: { type: 'string', required: true }, land: { type: 'string' } } },
};

test('input has defaults, and what has one need not be sent', () => {
  expect(objectSchema(FIELDS, 'input')).toMatchObject({
    required: ['title'],
    additionalProperties: false,
    properties: {
      title: { type: 'string', minLength: 1, maxLength: 5, pattern: '^(?:[^x]*)$' },
      stars: { type: 'integer', minimum: 0, maximum: 5, default: 3 },
      kind: { enum: ['draft', 'final'], default: 'draft', description: 'How far it is.' },
      due: { format: 'date-time' },
      extra: {},
      address: { required: ['street'], additionalProperties: false },
    },
  });
});

test('a patch requires nothing, and null removes what is not required, in objects too', () => {
  const patch = objectSchema(FIELDS, 'patch');
  expect(patch.required).toBeUndefined();
  expect(admits(patch, { stars: null, address: { land: null }, extra: null, tags: [{ name: 'a' }] })).toBe(true);
  expect(admits(patch, { title: null })).toBe(false);
  expect(admits(patch, { address: { street: null } })).toBe(false);
  expect(admits(patch, { tags: [{}] })).toBe(false);
  expect(admits(patch, { unknown: 1 })).toBe(false);
});

test('an answer has all that is required, and may have members that a newer backend declares', () => {
  const answer = objectSchema(FIELDS, 'answer');
  expect(answer.required).toEqual(['title', 'kind']);
  expect(admits(answer, { title: 'abc', kind: 'draft', later: 1, address: { street: 'A', later: 1 } })).toBe(true);
  expect(admits(answer, { title: 'abc' })).toBe(false);
});

test('a page has items, and a cursor where more follow', () => {
  const page = pageSchema({ type: 'integer' });
  expect(admits(page, { items: [1], cursor: 'abc' })).toBe(true);
  expect(admits(page, { items: [] })).toBe(true);
  expect(admits(page, { items: ['x'] })).toBe(false);
  expect(admits(page, { cursor: 'abc' })).toBe(false);
});

const text = fc.oneof(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }), fc.constantFrom('..', '😀', 'xx'));
const often = (...right: string[]) => fc.oneof({ arbitrary: fc.constantFrom(...right), weight: 15 }, { arbitrary: text, weight: 1 });
const valueOf: Record<FieldSpec['type'], fc.Arbitrary<unknown>> = {
  string: fc.oneof(text, often('ab', 'abcde', '😀')),
  integer: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: -1, max: 6 })),
  number: fc.integer(),
  boolean: fc.boolean(),
  datetime: often('2026-10-02T08:00:00+02:00', '2024-02-29T23:59:59.123456Z'),
  date: often('2026-10-02', '2024-02-29'),
  time: often('08:30', '23:59:59.5'),
  email: often('ada@example.com'),
  url: often('https://example.com/a?b=c'),
  phone: often('+4930123456'),
  ip: often('192.0.2.1', '2001:DB8::1'),
  choice: often('draft', 'final'),
  json: fc.jsonValue({ maxDepth: 3 }),
  id: often('a', '0198-b'),
  bytes: often('', 'aGk=', 'aGVsbG8='),
  stringSet: fc.array(text, { maxLength: 3 }),
  map: fc.dictionary(text, fc.integer(), { maxKeys: 3 }),
  list: fc.oneof(fc.constant([{ name: '' }]), fc.array(fc.record({ name: text }, { requiredKeys: [] }), { maxLength: 3 })),
  object: fc.oneof(fc.record({ street: text }), fc.record({ street: text, land: text }, { requiredKeys: [] })),
};
const input = fc.record(Object.fromEntries(Object.entries(FIELDS).map(([name, field]) => [name, valueOf[field.type]])), {
  requiredKeys: ['title'],
});

const [asInput, asPatch, asAnswer] = (['input', 'patch', 'answer'] as const).map((use) => ajv.compile(objectSchema(FIELDS, use)));
/** Lengths of bytes and of characters beyond the basic plane, and what cannot be stored, are described less strictly than they are checked. */
const LOOSE = /(characters?|bytes?) long|base64|can be stored|name for a member|well-formed/;

test('what handlers admit is described as input, and what they make of it as an answer', () => {
  const right = input.filter((value) => checkCreate(FIELDS, value).errors.length === 0);
  fc.assert(
    fc.property(right, (value) => {
      // Null is an optional member left out.
      expect(asInput?.(Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null)))).toBe(true);
      expect(asAnswer?.(checkCreate(FIELDS, value).value)).toBe(true);
    }),
  );
});

test('what is described as input or as a patch, handlers admit', () => {
  fc.assert(
    fc.property(input, (value) => {
      const { errors } = checkCreate(FIELDS, value);
      const patch = readUpdate(FIELDS, value);
      const strict = (problems: typeof errors) => problems.filter(({ detail }) => !LOOSE.test(detail)).length;
      expect(asInput?.(value) === true && strict(errors) > 0).toBe(false);
      expect(asPatch?.(value) === true && strict(patch.errors) > 0).toBe(false);
      expect(patch.errors.length > 0 || asPatch?.(value) === true).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test('what is looked for has a type and no limits', () => {
  expect(fieldSchema({ type: 'string' }, 'input')).toEqual({ type: 'string' });
  expect(fieldSchema({ type: 'choice', choices: ['a'] }, 'input')).toEqual({ type: 'string', enum: ['a'] });
});
