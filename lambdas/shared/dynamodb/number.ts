/**
 * A number that DynamoDB holds (up to 38 digits) and JavaScript cannot. It keeps its digits: written back it is the same number, and in
 * JSON it is text, since a JSON number would lose them at the next reader.
 */
export class ExactNumber {
  constructor(
    /** As DynamoDB writes it. */
    readonly digits: string,
  ) {
    if (!DECIMAL.test(digits)) throw new TypeError(`"${digits}" is no number`);
  }

  toString(): string {
    return this.digits;
  }

  toJSON(): string {
    return this.digits;
  }
}

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/** The number of an `N`: a JavaScript number wherever that one prints as the same decimal. */
export function numberOf(digits: string): number | ExactNumber {
  const number = Number(digits);
  // A double tells any two decimals of 15 digits apart.
  return digits.length <= 15 || canonical(String(number)) === canonical(digits) ? number : new ExactNumber(digits);
}

/**
 * The `N` of a number.
 * @throws TypeError for what DynamoDB has no number for: NaN, infinities, magnitudes outside 1E-130 to 9.99...E+125, over 38 digits.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes.Number
 */
export function digitsOf(value: number | bigint | ExactNumber): string {
  const digits = String(value);
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value === 0 ? '0' : digits;
  const [, significand, exponent] = canonical(digits)?.match(/^-?(\d+)e(-?\d+)$/) ?? [];
  if (significand === undefined) throw new TypeError(`${digits} is no number that DynamoDB holds`);
  const magnitude = significand.length - 1 + Number(exponent);
  if (significand !== '0' && (magnitude < -130 || magnitude > 125)) throw new TypeError(`${digits} is outside 1E-130 to 9.99E+125`);
  if (significand.length > 38) throw new TypeError(`${digits} has more than 38 digits`);
  return digits;
}

/** One text for each decimal value, as in `-125e-1`; undefined for what is none. */
function canonical(digits: string): string | undefined {
  const [, sign, whole = '', fraction = '', exponent = '0'] = DECIMAL.exec(digits) ?? [];
  if (whole + fraction === '') return undefined;
  const all = (whole + fraction).replace(/^0+/, '');
  const significand = all.replace(/0+$/, '');
  if (significand === '') return '0e0';
  return `${sign === '-' ? '-' : ''}${significand}e${Number(exponent) - fraction.length + all.length - significand.length}`;
}
