import type { Fields, FieldSpec, FieldType } from '../fields';
import { didYouMean } from '../nearest';
import { checkJson } from './json';
import { type Check, describe, fail, failAt, isRecord, MAX_PROBLEMS, type Problems, within } from './problems';
import { checkBoolean, checkDate, checkDatetime, checkId, compileChoice, compileNumber, compileString, count } from './scalars';

/** Lists and objects in each other, at most; the rest of DynamoDB's 32 levels is for what a `json` field holds. */
export const MAX_FIELD_DEPTH = 10;

/** `whole`: absent members take their defaults, required ones are missed. `patch`: a merge patch (RFC 7396), where null removes. */
export type Mode = 'whole' | 'patch';

/**
 * Compiles fields to one check of an object that holds them, and no others.
 * @param serverFields what the server sets: such a member is refused in other words than an unknown one
 */
export function compileFields(fields: Fields, mode: Mode, serverFields: readonly string[] = []): Check {
  const members = Object.entries(fields).map(([name, field]) => compileMember(name, field, mode));
  const known = new Set(Object.keys(fields));
  return (value, problems) => {
    if (!isRecord(value)) {
      return fail(problems, `must be an object, is ${describe(value)}`);
    }
    const result: Record<string, unknown> = {};
    for (const member of members) {
      member(value, result, problems);
    }
    for (const name of Object.keys(value)) {
      if (problems.length === MAX_PROBLEMS) {
        break; // Looking for the nearest names costs.
      }
      if (!known.has(name) && value[name] !== undefined) {
        failAt(problems, name, serverFields.includes(name) ? 'is set by the server' : `is not a known field${didYouMean(name, known)}`);
      }
    }
    return result;
  };
}

/** Takes one member from the value to the result. */
type TakeMember = (value: Readonly<Record<string, unknown>>, result: Record<string, unknown>, problems: Problems) => void;

function compileMember(name: string, field: FieldSpec, mode: Mode): TakeMember {
  const check = compileField(field, mode);
  const { required = false, defaultValue } = field;
  return (value, result, problems) => {
    const given = Object.hasOwn(value, name) ? value[name] : undefined;
    if (given !== undefined && given !== null) {
      result[name] = within(problems, name, check, given);
    } else if (mode === 'patch') {
      if (given === null && required) {
        failAt(problems, name, 'is required and cannot be removed');
      } else if (given === null) {
        result[name] = null;
      }
    } else if (defaultValue !== undefined) {
      result[name] = check(defaultValue, problems);
    } else if (required) {
      failAt(problems, name, 'is required');
    }
  };
}

const COMPILERS: Readonly<Record<FieldType, (field: FieldSpec, mode: Mode) => Check>> = {
  string: compileString,
  integer: compileNumber,
  number: compileNumber,
  boolean: () => checkBoolean,
  datetime: () => checkDatetime,
  date: () => checkDate,
  choice: compileChoice,
  json: () => checkJson,
  id: () => checkId,
  list: compileList,
  object: ({ fields = {} }, mode) => compileFields(fields, mode),
};

/** Compiles one field's check of a value that is there. In a patch only objects differ: what they hold is a patch in turn. */
export function compileField(field: FieldSpec, mode: Mode): Check {
  return COMPILERS[field.type](field, mode);
}

/** A list is replaced whole, also by a patch. */
function compileList({ items, minItems = 0, maxItems = Number.POSITIVE_INFINITY }: FieldSpec): Check {
  const checkItem = items === undefined ? checkJson : compileField(items, 'whole');
  return (value, problems) => {
    if (!Array.isArray(value)) {
      return fail(problems, `must be a list, is ${describe(value)}`);
    }
    if (value.length < minItems) {
      return fail(problems, `must hold at least ${count(minItems, 'item')}, holds ${value.length}`);
    }
    if (value.length > maxItems) {
      return fail(problems, `must hold at most ${count(maxItems, 'item')}, holds ${value.length}`);
    }
    return Array.from(value, (item, i) => within(problems, i, checkItem, item));
  };
}
