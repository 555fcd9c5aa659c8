import Ajv, { type AnySchema } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import * as fc from 'fast-check';
import { applyUpdate, checkCreate, readUpdate, type Fields, type FieldSpec } from '../../../lib/manifest';

const RUNS = 1000;
const text = fc.string({ unit: 'grapheme', maxLength: 6 });

/** Types without limits. */
const PLAIN_TYPES = ['boolean', 'date', 'datetime', 'time', 'email', 'url', 'phone', 'ip', 'id', 'json'] as const;

/** Fields of every type, three levels deep at most. */
const { fields: fieldsOf } = fc.letrec<{ field: FieldSpec; fields: Fields }>((tie) => ({
  field: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record(
      { type: fc.constant('string' as const), minLength: fc.nat(2), maxLength: fc.integer({ min: 2, max: 5 }) },
      { requiredKeys: ['type'] },
    ),
    fc.record({ type: fc.constant('string' as const), pattern: fc.constantFrom('a|b', '\\d+', '[^x]*', '.', '\\p{L}') }),
    fc.record(
      { type: fc.constantFrom('integer' as const, 'number' as const), min: fc.integer({ min: -5, max: 0 }), max: fc.nat(5) },
      { requiredKeys: ['type'] },
    ),
    fc.record({ type: fc.constantFrom(...PLAIN_TYPES) }),
    fc.record({ type: fc.constant('bytes' as const), maxLength: fc.constantFrom(0, 3, 6) }, { requiredKeys: ['type'] }),
    fc.record(
      { type: fc.constant('stringSet' as const), minItems: fc.nat(2), maxItems: fc.integer({ min: 2, max: 3 }) },
      { requiredKeys: ['type'] },
    ),
    fc.record(
      { type: fc.constant('map' as const), items: tie('field'), minItems: fc.nat(1), maxItems: fc.integer({ min: 1, max: 3 }) },
      { requiredKeys: ['type', 'items'] },
    ),
    fc.record({ type: fc.constant('choice' as const), choices: fc.uniqueArray(text, { minLength: 1, maxLength: 3 }) }),
    fc.record(
      { type: fc.constant('list' as const), items: tie('field'), minItems: fc.nat(1), maxItems: fc.integer({ min: 1, max: 3 }) },
      { requiredKeys: ['type', 'items'] },
    ),
    fc.record({ type: fc.constant('object' as const), fields: tie('fields') }),
  ),
  fields: fc.dictionary(
    fc.constantFrom('a', 'b', 'c'),
    fc.tuple(tie('field'), fc.boolean()).map(([spec, required]) => ({ ...spec, required })),
    { maxKeys: 3 },
  ),
}));
/** The same rules in JSON Schema, in the words of its own standard formats. */
function schemaOf(spec: FieldSpec): AnySchema {
  switch (spec.type) {
    case 'string':
      return {
        type: 'string',
        minLength: spec.minLength ?? 0,
        ...(spec.maxLength !== undefined && { maxLength: spec.maxLength }),
        ...(spec.pattern !== undefined && { pattern: `^(?:${spec.pattern})$` }),
      };
    case 'integer':
    case 'number':
      return { type: spec.type, minimum: spec.min ?? -Number.MAX_SAFE_INTEGER, maximum: spec.max ?? Number.MAX_SAFE_INTEGER };
    case 'boolean':
      return { type: 'boolean' };
    case 'date':
      return { type: 'string', format: 'date' };
    case 'datetime':
      return { type: 'string', format: 'date-time' };
    case 'time':
      return { type: 'string', format: 'clock' };
    case 'email':
      return { type: 'string', format: 'email' };
    case 'url':
      return { type: 'string', format: 'uri', pattern: '^[Hh][Tt][Tt][Pp][Ss]?://[^/?#]' };
    case 'phone':
      return { type: 'string', pattern: '^\\+[1-9]\\d{1,14}$' };
    case 'ip':
      return { type: 'string', anyOf: [{ format: 'ipv4' }, { format: 'ipv6' }] };
    case 'bytes':
      // Three bytes are four letters; the limits here are multiples of three.
      return { type: 'string', format: 'base64', ...(spec.maxLength !== undefined && { maxLength: (spec.maxLength / 3) * 4 }) };
    case 'stringSet':
      return {
        type: 'array',
        items: { type: 'string', minLength: 1 },
        uniqueItems: true,
        minItems: spec.minItems ?? 0,
        ...(spec.maxItems !== undefined && { maxItems: spec.maxItems }),
      };
    case 'map':
      return {
        type: 'object',
        additionalProperties: schemaOf(spec.items ?? { type: 'json' }),
        minProperties: spec.minItems ?? 0,
        ...(spec.maxItems !== undefined && { maxProperties: spec.maxItems }),
      };
    case 'choice':
      return { enum: spec.choices };
    case 'json':
      return {};
    case 'id':
      return { type: 'string', pattern: '^[A-Za-z0-9._~-]{1,128}$', not: { enum: ['.', '..'] } };
    case 'list':
      return {
        type: 'array',
        items: schemaOf(spec.items ?? { type: 'json' }),
        minItems: spec.minItems ?? 0,
        ...(spec.maxItems !== undefined && { maxItems: spec.maxItems }),
      };
    case 'object':
      return objectSchema(spec.fields ?? {});
  }
}

function objectSchema(fields: Fields): AnySchema {
  return {
    type: 'object',
    // Null is an absent member, so that a required `json` cannot be null; an empty set is one too.
    properties: Object.fromEntries(
      Object.entries(fields).map(([name, spec]) => [
        name,
        spec.required && spec.type === 'json'
          ? { not: { type: 'null' } }
          : spec.required && spec.type === 'stringSet'
            ? filled(spec)
            : schemaOf(spec),
      ]),
    ),
    required: Object.keys(fields).filter((name) => fields[name]?.required),
    additionalProperties: false,
  };
}

function filled(spec: FieldSpec): AnySchema {
  return schemaOf({ ...spec, minItems: Math.max(1, spec.minItems ?? 0) });
}

/** Lengths count UTF-16 code units here and code points in JSON Schema: `unicode: false` makes ajv count as we do. */
const ajv = addFormats(new Ajv({ unicode: false, strictTypes: false, logger: false }));
// JavaScript's own dates know when a day ends, but for its very end.
ajv.addFormat('clock', (text: string) => /^(?!24).{5}(:.{2}(\.\d+)?)?$/.test(text) && !Number.isNaN(Date.parse(`2000-01-01T${text}Z`)));
ajv.addFormat('base64', (text: string) => Buffer.from(text, 'base64').toString('base64') === text);

const time = fc.date({ min: new Date('0001-01-01'), max: new Date('9998-12-31'), noInvalidDate: true }).map((date) => date.toISOString());
const someText = fc.oneof(
  text,
  time,
  time.map((iso) => iso.slice(0, 10)),
  time.map((iso) => iso.replace('Z', '+05:30')),
  time.map((iso) => iso.replace(/-\d\d(?=T)/, '-30')),
  fc.constantFrom('', '.', '..', 'a', 'b', '1', '12', '2023-02-29', '2024-02-29', '2026-10-02T24:00:00Z', '2026-10-02T10:00:00'),
);

/** Values that are right for a field, nearly right, or anything. */
function valueFor(spec: FieldSpec): fc.Arbitrary<unknown> {
  const likely: Partial<Record<FieldSpec['type'], fc.Arbitrary<unknown>>> = {
    integer: fc.integer({ min: -7, max: 7 }),
    number: fc.double({ min: -7, max: 7, noNaN: true }).map((number) => Math.round(number * 100) / 100),
    boolean: fc.boolean(),
    choice: fc.constantFrom(...(spec.choices ?? []), 'z'),
    list: fc.array(spec.items === undefined ? fc.jsonValue() : valueFor(spec.items), { maxLength: 4 }),
    object: inputFor(spec.fields ?? {}),
    json: fc.jsonValue({ maxDepth: 4 }),
    time: fc.oneof(
      time.map((iso) => iso.slice(11, 23)),
      time.map((iso) => iso.slice(11, 16)),
      fc.constantFrom('24:00', '1:00', '12:30:61'),
    ),
    email: fc.oneof(fc.emailAddress(), text, fc.constantFrom('a@', 'a b@c.de', 'a@b..c')),
    url: fc.oneof(fc.webUrl(), fc.constantFrom('ftp://a.de', '/a', 'http://')),
    phone: fc.constantFrom('+4930123456', '+0', '123', '+1234567890123456'),
    ip: fc.oneof(fc.ipV4(), fc.ipV6(), fc.constantFrom('1.2.3', '1.2.3.256', '::g', '1::2::3')),
    bytes: fc.oneof(fc.base64String({ maxLength: 12 }), text),
    stringSet: fc.array(fc.constantFrom('a', 'b', 'c', 'd', ''), { maxLength: 4 }),
    map: fc.dictionary(fc.constantFrom('a', 'b', 'x y', '1'), spec.items === undefined ? fc.jsonValue() : valueFor(spec.items), {
      maxKeys: 4,
    }),
  };
  return fc.oneof(
    { arbitrary: likely[spec.type] ?? someText, weight: 6 },
    { arbitrary: fc.constantFrom(1, 'x', true, [], {}, 1.5), weight: 1 },
  );
}

function inputFor(fields: Fields): fc.Arbitrary<unknown> {
  const members = Object.entries(fields).map(([name, spec]) => [name, valueFor(spec)] as const);
  const known = fc.record(Object.fromEntries(members), { requiredKeys: [] });
  return fc.oneof({ arbitrary: known, weight: 6 }, { arbitrary: known.map((value) => ({ ...value, d: 1 })), weight: 1 });
}

/** JSON that our own limits refuse (numbers that cannot be stored, half characters, nameless members) is no concern of JSON Schema. */
const LIMITS = /can be stored|well-formed|name for a member|deeper/;
const fieldsAndInput = fieldsOf.chain((fields) => fc.tuple(fc.constant(fields), inputFor(fields)));

test('agrees with ajv about what is right', () => {
  let right = 0;
  fc.assert(
    fc.property(fieldsAndInput, ([fields, input]) => {
      const { errors } = checkCreate(fields, input);
      fc.pre(!errors.some((error) => LIMITS.test(error.detail)));
      const expected = ajv.compile(objectSchema(fields))(input);
      right += expected ? 1 : 0;
      expect({ right: errors.length === 0, errors }).toEqual({ right: expected, errors: expect.anything() });
    }),
    { numRuns: RUNS },
  );
  expect(right).toBeGreaterThan(RUNS / 10);
});

test('what was checked is right when checked again, and the same', () => {
  fc.assert(
    fc.property(fieldsAndInput, ([fields, input]) => {
      const once = checkCreate(fields, input);
      fc.pre(once.errors.length === 0);
      expect(checkCreate(fields, once.value)).toEqual(once);
    }),
    { numRuns: RUNS },
  );
});

test('takes anything at all without throwing, and tells of 100 fields at most', () => {
  fc.assert(
    fc.property(
      fieldsOf,
      fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withMap: true, withSparseArray: true }),
      (fields, input) => {
        for (const checked of [
          checkCreate(fields, input),
          readUpdate(fields, input),
          checkCreate(fields, { a: input }),
          readUpdate(fields, { a: input }),
          readUpdate(fields, { $append: input, $setIfAbsent: { a: input }, $increment: { b: input } }),
        ]) {
          expect(checked.errors.length).toBeLessThanOrEqual(100);
        }
        expect(({} as Record<string, unknown>).polluted).toBeUndefined();
      },
    ),
    { numRuns: RUNS },
  );
});

/** RFC 7396, section 2, as it is written there. */
function mergePatch(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) {
    return patch;
  }
  const result: Record<string, unknown> = typeof target === 'object' && target !== null && !Array.isArray(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) {
      delete result[name];
    } else {
      result[name] = mergePatch(result[name], value);
    }
  }
  return result;
}

const optional = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([name, spec]) => [
      name,
      { ...spec, required: false, ...(spec.fields && { fields: optional(spec.fields) }) },
    ]),
  );

/** A value with some of its members null, as a patch may have them. */
const withNulls = (input: fc.Arbitrary<unknown>) =>
  fc
    .tuple(input, fc.subarray(['a', 'b', 'c']))
    .map(([value, names]) => ({ ...(value as object), ...Object.fromEntries(names.map((name) => [name, null])) }));

test('a patch is a JSON Merge Patch (RFC 7396), and what it makes is right', () => {
  const cases = fieldsOf.map(optional).chain((fields) => fc.tuple(fc.constant(fields), inputFor(fields), withNulls(inputFor(fields))));
  fc.assert(
    fc.property(cases, ([fields, input, change]) => {
      const current = checkCreate(fields, input);
      const known = Object.fromEntries(Object.entries(change).filter(([name]) => Object.hasOwn(fields, name)));
      const { update, errors: faults } = readUpdate(fields, known);
      fc.pre(current.errors.length === 0 && faults.length === 0);
      const { value, errors } = applyUpdate(fields, current.value, update);
      const expected = mergePatch(current.value, update.patch);
      // What a patch leaves of a map may be too little or too much, and nothing else can be wrong.
      expect(checkCreate(fields, expected).errors).toEqual(errors);
      fc.pre(errors.length === 0);
      expect(value).toEqual(expected);
      expect(checkCreate(fields, value)).toEqual({ value, errors: [] });
    }),
    { numRuns: RUNS },
  );
});
