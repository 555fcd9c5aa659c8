import type { FieldSpec } from '../fields';
import { didYouMean } from '../nearest';
import {
  ID_PATTERN,
  isDate,
  MAX_EMAIL_LENGTH,
  MAX_URL_LENGTH,
  normaliseDatetime,
  normaliseEmail,
  normaliseTime,
  normaliseUrl,
  PHONE_PATTERN,
} from './formats';
import { normaliseIp } from './ip';
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

/** Text of a form of its own, as it is written in messages. */
const checkForm =
  (normalise: (text: string) => string | undefined, form: string): Check =>
  (value, problems) =>
    (typeof value === 'string' ? normalise(value) : undefined) ?? fail(problems, `must be ${form}`);

const matching = (pattern: RegExp) => (text: string) => (pattern.test(text) ? text : undefined);

export const checkDate = checkForm((text) => (isDate(text) ? text : undefined), 'a date as "2026-10-02" (RFC 3339)');
export const checkDatetime = checkForm(normaliseDatetime, 'a time with an offset as "2026-10-02T08:30:00Z" (RFC 3339)');
export const checkTime = checkForm(normaliseTime, 'a time of day as "08:30" or "08:30:15.250" (RFC 3339)');
export const checkEmail = checkForm(normaliseEmail, `an email address as "ada@example.com", of at most ${MAX_EMAIL_LENGTH} characters`);
export const checkUrl = checkForm(normaliseUrl, `an absolute URL as "https://example.com/a", of at most ${MAX_URL_LENGTH} characters`);
export const checkPhone = checkForm(matching(PHONE_PATTERN), 'a phone number as "+4930123456" (E.164)');
export const checkIp = checkForm(normaliseIp, 'an IP address as "192.0.2.1" or "2001:db8::1"');
export const checkId = checkForm(matching(ID_PATTERN), 'an id: 1 to 128 letters, digits, ".", "_", "~" or "-", and not "." or ".."');

/** `1 character`, `2 characters`. */
export function count(amount: number, thing: string): string {
  return `${amount} ${thing}${amount === 1 ? '' : 's'}`;
}
