import type { FieldSpec } from '../fields';
import { MEMBER_NAME_RULE, isMemberName } from './json';
import { type Check, describe, fail, failAt, isRecord, type Mode, type Problems, within } from './problems';
import { checkText, count } from './scalars';

/** A list is replaced whole, also by a patch. */
export function compileList(field: FieldSpec, checkItem: Check): Check {
  return (value, problems) => {
    if (!Array.isArray(value)) {
      return fail(problems, `must be a list, is ${describe(value)}`);
    }
    return checkSize(field, value.length, problems) ? Array.from(value, (item, i) => within(problems, i, checkItem, item)) : undefined;
  };
}

/** Texts of which none stands twice, in the order of text: the same set is always the same list. It is replaced whole, also by a patch. */
export function compileStringSet(field: FieldSpec): Check {
  return (value, problems) => {
    if (!Array.isArray(value)) {
      return fail(problems, `must be a list of texts, is ${describe(value)}`);
    }
    if (!checkSize(field, value.length, problems)) {
      return undefined;
    }
    const seen = new Set<unknown>();
    for (const [i, item] of value.entries()) {
      within(problems, i, checkMemberOfSet, item);
      if (seen.has(item)) {
        failAt(problems, String(i), 'stands in the set twice; name it once');
      }
      seen.add(item);
    }
    // What is no text has been noted, and may not even be comparable.
    return value.filter((item) => typeof item === 'string').sort();
  };
}

/** What a set holds: DynamoDB admits no empty text there. */
const checkMemberOfSet: Check = (value, problems) => (value === '' ? fail(problems, 'must not be empty') : checkText(value, problems));

/** An object whose members have any names, and values of one kind. What a patch leaves of it is counted when the patch is applied. */
export function compileMap(field: FieldSpec, checkItem: Check, mode: Mode): Check {
  return (value, problems) => {
    if (!isRecord(value)) {
      return fail(problems, `must be an object, is ${describe(value)}`);
    }
    const result: Record<string, unknown> = {};
    for (const [name, item] of Object.entries(value)) {
      if (!isMemberName(name)) {
        failAt(problems, name, MEMBER_NAME_RULE);
      } else if (item !== undefined && item !== null) {
        result[name] = within(problems, name, checkItem, item);
      } else if (item === null && mode === 'patch') {
        result[name] = null;
      }
    }
    if (mode === 'whole') {
      checkSize(field, Object.keys(result).length, problems);
    }
    return result;
  };
}

/** Whether a collection may hold so many items. */
export function checkSize({ minItems = 0, maxItems = Number.POSITIVE_INFINITY }: FieldSpec, size: number, problems: Problems): boolean {
  if (size < minItems) {
    fail(problems, `must hold at least ${count(minItems, 'item')}, holds ${size}`);
  } else if (size > maxItems) {
    fail(problems, `must hold at most ${count(maxItems, 'item')}, holds ${size}`);
  }
  return size >= minItems && size <= maxItems;
}
