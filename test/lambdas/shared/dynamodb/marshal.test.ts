import { marshall as theirMarshall, unmarshall as theirUnmarshall } from '@aws-sdk/util-dynamodb';
import * as fc from 'fast-check';
import { ExactNumber, marshal, marshalItem, unmarshal, unmarshalItem, type Value } from '../../../../lambdas/shared/dynamodb/marshal.js';
import { fromSdk, toSdk } from '../../../../lambdas/shared/dynamodb/sdk-values.js';

/** What the SDK's marshaller takes as a number; number.test.ts has the rest. */
const number = fc.oneof(
  fc.integer(),
  fc
    .double({ noNaN: true, min: -(2 ** 53), max: 2 ** 53, minExcluded: true, maxExcluded: true })
    .filter((n) => n === 0 || Math.abs(n) > 1e-100),
);
const bytes = fc.uint8Array({ maxLength: 20 });
const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string({ unit: 'binary' }),
    number.map((n) => (Object.is(n, -0) ? 0 : n)),
    fc.boolean(),
    fc.constant(null),
    bytes,
    fc.uniqueArray(fc.string(), { minLength: 1 }).map((members) => new Set(members)),
    fc.uniqueArray(fc.integer(), { minLength: 1 }).map((members) => new Set(members)),
    fc.array(tie('value')),
    fc.dictionary(fc.string(), tie('value')),
  ),
}));
const item = fc.dictionary(fc.string(), value);

/** The SDK's marshaller assigns, and so drops this name. */
const hasProto = (values: object) => JSON.stringify(values).includes('__proto__');

describe('marshalItem', () => {
  it("gives what the SDK's marshaller gives, and back", () => {
    fc.assert(
      fc.property(
        item.filter((values) => !hasProto(values)),
        (values) => {
          const wire = marshalItem(values);
          expect(wire).toEqual(fromSdk(theirMarshall(values)));
          expect(normal(unmarshalItem(wire))).toEqual(normal(theirUnmarshall(toSdk(wire) as never) as Value));
        },
      ),
    );
  });

  it('is undone by unmarshalItem, through JSON', () => {
    fc.assert(
      fc.property(item, (values) => {
        const wire = JSON.parse(JSON.stringify(marshalItem(values)));
        expect(normal(unmarshalItem(wire))).toEqual(normal(values));
      }),
    );
  });

  it('leaves out what is undefined', () => {
    expect(marshalItem({ a: undefined, b: { c: undefined } })).toEqual({ b: { M: {} } });
  });

  it('keeps a name that is special to JavaScript an attribute', () => {
    const values = JSON.parse('{"__proto__":{"admin":true}}');
    const back = unmarshalItem(JSON.parse(JSON.stringify(marshalItem(values))));
    expect(Object.keys(back)).toEqual(['__proto__']);
    expect((back as { admin?: boolean }).admin).toBeUndefined();
  });

  it('keeps every digit of a number', () => {
    const exact = new ExactNumber('12345678901234567890.123456789');
    expect(marshal(exact)).toEqual({ N: '12345678901234567890.123456789' });
    expect(unmarshal({ N: '12345678901234567890.123456789' })).toEqual(exact);
    expect(marshal(2n ** 64n)).toEqual({ N: '18446744073709551616' });
    expect(unmarshal({ NS: ['1', '18446744073709551615'] })).toEqual(new Set([1, new ExactNumber('18446744073709551615')]));
  });

  it.each([
    ['NaN', Number.NaN, 'no number'],
    ['a function', () => 1, 'no function'],
    ['a symbol', Symbol('a'), 'no symbol'],
    ['a date', new Date(0), 'no Date'],
    ['an empty set', new Set(), 'no empty set'],
    ['a mixed set', new Set(['a', 1]), 'no mixed set'],
    ['a set of booleans', new Set([true]), 'sets of strings, of numbers and of bytes'],
  ])('refuses %s', (_what, bad, message) => {
    expect(() => marshalItem({ a: [bad as Value] })).toThrow(message);
  });

  it('refuses a type that it does not know', () => {
    expect(() => unmarshal({ X: 'new' } as never)).toThrow('Unknown attribute type X');
  });
});

/** Bytes compare by what they hold, whichever kind of view. */
function normal(values: Value): unknown {
  if (ArrayBuffer.isView(values)) return `bytes ${Buffer.from(values as Uint8Array).toString('hex')}`;
  if (values instanceof Set || values instanceof ExactNumber) return values;
  if (Array.isArray(values)) return values.map(normal);
  if (typeof values !== 'object' || values === null) return values;
  return Object.entries(values).map(([name, member]) => [name, normal(member as Value)]);
}
