import type { FieldSpec } from '../fields';
import { didYouMean } from '../nearest';
import { ID_PATTERN, isDate, normaliseDatetime } from './formats';
import { type Check, describe, fail, type Problems } from './problems';

/** Magnitudes that DynamoDB stores. @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const SMALLEST = 1e-130;
const TOO_LARGE = 1e126;

/** Half a surrogate pair has no UTF-8: it would come back as another character. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

/** Any text that can be stored and read back as it is. */
export function checkText(value: unknown, problems: Problems): string | undefined {
  if (typeof value !== 'string') {
    return fail(problems, `must be a string, is ${describe(value)}`);
  }
  return isWellFormed(value) ? value : fail(problems, 'must be well-formed Unicode');
}

/** Any number that can be stored: finite, and neither too large nor too small for DynamoDB. */
export function checkNumber(value: unknown, problems: Problems): number | undefined {
  if (typeof value !== 'number') {
    return fail(problems, `must be a number, is ${describe(value)}`);
  }
  const magnitude = Math.abs(value);
  const storable = magnitude === 0 || (magnitude >= SMALLEST && magnitude < TOO_LARGE);
  return storable ? value : fail(problems, 'must be a number that can be stored: 0, or of a magnitude from 1e-130 to below 1e126');
}

export function compileString({ minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern }: FieldSpec): Check {
  // The whole string must match. Patterns come with the declaration: how long one may take is its author's concern.
  const whole = pattern === undefined ? undefined : new RegExp(`^(?:${pattern})$`, 'u');
  return (value, problems) => {
    const text = checkText(value, problems);
    if (text === undefined) {
      return undefined;
    }
    if (text.length < minLength) {
      return fail(problems, `must be at least ${count(minLength, 'character')} long, is ${text.length}`);
    }
    if (text.length > maxLength) {
      return fail(problems, `must be at most ${count(maxLength, 'character')} long, is ${text.length}`);
    }
    return whole === undefined || whole.test(text) ? text : fail(problems, `must match ${pattern}`);
  };
}

export function compileNumber({ type, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY }: FieldSpec): Check {
  return (value, problems) => {
    const number = checkNumber(value, problems);
    if (number === undefined) {
      return undefined;
    }
    if (type === 'integer' && !Number.isSafeInteger(number)) {
      return fail(problems, 'must be a whole number of at most 53 bits');
    }
    if (number < min) {
      return fail(problems, `must be at least ${min}, is ${number}`);
    }
    return number > max ? fail(problems, `must be at most ${max}, is ${number}`) : number;
  };
}

export function compileChoice({ choices = [] }: FieldSpec): Check {
  return (value, problems) => {
    if (typeof value === 'string' && choices.includes(value)) {
      return value;
    }
    const hint = typeof value === 'string' ? didYouMean(value, choices) : `, is ${describe(value)}`;
    return fail(problems, `must be one of ${choices.map((choice) => `"${choice}"`).join(', ')}${hint}`);
  };
}

export const checkBoolean: Check = (value, problems) =>
  typeof value === 'boolean' ? value : fail(problems, `must be true or false, is ${describe(value)}`);

export const checkDate: Check = (value, problems) =>
  typeof value === 'string' && isDate(value) ? value : fail(problems, 'must be a date as "2026-10-02" (RFC 3339)');

export const checkDatetime: Check = (value, problems) =>
  (typeof value === 'string' ? normaliseDatetime(value) : undefined) ??
  fail(problems, 'must be a time with an offset as "2026-10-02T08:30:00Z" (RFC 3339)');

export const checkId: Check = (value, problems) =>
  typeof value === 'string' && ID_PATTERN.test(value)
    ? value
    : fail(problems, 'must be an id: 1 to 128 letters, digits, ".", "_", "~" or "-", and not "." or ".."');

/** `1 character`, `2 characters`. */
export function count(amount: number, thing: string): string {
  return `${amount} ${thing}${amount === 1 ? '' : 's'}`;
}
