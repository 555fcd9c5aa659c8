import { type Check, describe, fail, failAt, isRecord, type Problems, within } from './problems';
import { checkNumber, checkText, isWellFormed } from './scalars';

/** DynamoDB nests 32 levels; ten of them are for declared lists and objects (`MAX_FIELD_DEPTH`). */
export const MAX_JSON_DEPTH = 20;

/** A member's name that can be stored, and copied: assigning to `__proto__` would change an object's prototype. */
export const isMemberName = (name: string) => name.length >= 1 && name.length <= 255 && name !== '__proto__' && isWellFormed(name);

export const MEMBER_NAME_RULE = 'is no name for a member: 1 to 255 characters, and not "__proto__"';

/** Checks any JSON value whose members have names that can be stored. */
export const checkJson: Check = (value, problems) => checkLevel(value, problems, 0);

function checkLevel(value: unknown, problems: Problems, depth: number): unknown {
  if (value === null || typeof value === 'boolean') {
    return value;
  }
  if (typeof value === 'string') {
    return checkText(value, problems);
  }
  if (typeof value === 'number') {
    return checkNumber(value, problems);
  }
  if (typeof value !== 'object') {
    return fail(problems, `must be JSON, is ${describe(value)}`);
  }
  if (depth === MAX_JSON_DEPTH) {
    return fail(problems, `is nested deeper than ${MAX_JSON_DEPTH} levels`);
  }
  const checkInner: Check = (inner, found) => checkLevel(inner, found, depth + 1);
  if (!isRecord(value)) {
    return Array.from(value as unknown[], (each, i) => within(problems, i, checkInner, each));
  }
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    if (!isMemberName(name)) {
      failAt(problems, name, MEMBER_NAME_RULE);
    } else if (value[name] !== undefined) {
      copy[name] = within(problems, name, checkInner, value[name]);
    }
  }
  return copy;
}
