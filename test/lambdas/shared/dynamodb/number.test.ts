import * as fc from 'fast-check';
import { digitsOf, ExactNumber, numberOf } from '../../../../lambdas/shared/dynamodb/number.js';

describe('numberOf', () => {
  it.each([
    ['0', 0],
    ['-1.50', -1.5],
    ['0.1', 0.1],
    ['1E+2', 100],
    ['1234567890123455e-1', 123456789012345.5],
    ['9007199254740992', 9007199254740992],
    ['100000000000000000000', 1e20],
    ['1E-130', 1e-130],
  ])('%s is a number', (digits, number) => expect(numberOf(digits)).toBe(number));

  it.each([
    '9007199254740993',
    '0.1000000000000000000000000000000000001',
    '99999999999999999999999999999999999999',
    '-12345678901234567.5',
  ])('%s keeps its digits', (digits) => {
    const exact = numberOf(digits);
    expect(exact).toEqual(new ExactNumber(digits));
    expect(JSON.stringify({ exact })).toBe(`{"exact":"${digits}"}`);
    expect(digitsOf(exact)).toBe(digits);
  });
});

describe('digitsOf', () => {
  it('gives every double within range back', () => {
    const within = fc
      .double({ noNaN: true, noDefaultInfinity: true, min: -9e125, max: 9e125 })
      .filter((n) => n === 0 || Math.abs(n) >= 1e-130);
    fc.assert(fc.property(within, (number) => expect(numberOf(digitsOf(number))).toBe(number + 0)));
  });

  it('gives every decimal of 38 digits back', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 38n) + 1n, max: 10n ** 38n - 1n }), fc.integer({ min: -100, max: 80 }), (digits, exponent) => {
        const text = `${digits}E${exponent}`;
        expect(String(numberOf(digitsOf(new ExactNumber(text))))).toBe(String(numberOf(text)));
        expect(digitsOf(digits)).toBe(String(digits));
      }),
    );
  });

  it('accepts the limits', () => {
    expect(digitsOf(1e-130)).toBe('1e-130');
    expect(digitsOf(-9.99e125)).toBe('-9.99e+125');
    expect(digitsOf(new ExactNumber('9.9999999999999999999999999999999999999E+125'))).toBe('9.9999999999999999999999999999999999999E+125');
    expect(digitsOf(-0)).toBe('0');
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e126, 9e-131, 10n ** 38n + 1n])('refuses %s', (number) => {
    expect(() => digitsOf(number)).toThrow(TypeError);
  });
});

describe('ExactNumber', () => {
  it.each(['', '1e', 'abc', '0x10', '1_000', ' 1', '.'])('refuses "%s"', (digits) =>
    expect(() => digitsOf(new ExactNumber(digits))).toThrow(TypeError),
  );
});
