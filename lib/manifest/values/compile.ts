import type { Fields, FieldSpec, FieldType } from '../fields';
import { didYouMean } from '../nearest';
import { compileBytes } from './bytes';
import { compileList, compileMap, compileStringSet } from './collections';
import { checkJson } from './json';
import { type Moment, valueFrom } from './moment';
import { type Check, describe, fail, failAt, isRecord, MAX_PROBLEMS, type Mode, type Problems, within } from './problems';
import {
  checkBoolean,
  checkDate,
  checkDatetime,
  checkEmail,
  checkId,
  checkIp,
  checkPhone,
  checkTime,
  checkUrl,
  compileChoice,
  compileNumber,
  compileString,
} from './scalars';

/** Lists and objects in each other, at most; the rest of DynamoDB's 32 levels is for what a `json` field holds. */
export const MAX_FIELD_DEPTH = 10;

/**
 * Checks an object of declared fields.
 * @param moment for fields with `defaultFrom`; without it they stay absent, for who knows it
 */
export type FieldsCheck = (value: unknown, problems: Problems, moment?: Moment) => unknown;

/**
 * Compiles fields to one check of an object that holds them, and no others.
 * @param serverFields what the server sets: such a member is refused in other words than an unknown one, and takes its default
 */
export function compileFields(fields: Fields, mode: Mode, serverFields: readonly string[] = []): FieldsCheck {
  const known = new Set(Object.keys(fields).filter((name) => !serverFields.includes(name)));
  const members = Object.entries(fields).map(([name, field]) => compileMember(name, field, mode, known.has(name)));
  return (value, problems, moment) => {
    if (!isRecord(value)) {
      return fail(problems, `must be an object, is ${describe(value)}`);
    }
    const result: Record<string, unknown> = {};
    for (const member of members) {
      member(value, result, problems, moment);
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
type TakeMember = (
  value: Readonly<Record<string, unknown>>,
  result: Record<string, unknown>,
  problems: Problems,
  moment: Moment | undefined,
) => void;

function compileMember(name: string, field: FieldSpec, mode: Mode, mayBeSent: boolean): TakeMember {
  const check = compileField(field, mode);
  const { required = false, defaultValue, defaultFrom } = field;
  return (value, result, problems, moment) => {
    const sent = mayBeSent && Object.hasOwn(value, name) ? value[name] : undefined;
    const given = isEmptySet(field, sent) ? null : sent;
    if (given !== undefined && given !== null) {
      result[name] = within(problems, name, check, given);
      return;
    }
    if (mode === 'patch') {
      if (given === null && required) {
        failAt(problems, name, 'is required and cannot be removed');
      } else if (given === null) {
        result[name] = null;
      }
      return;
    }
    const preset = defaultValue === undefined && moment !== undefined ? valueFrom(field, name, moment) : defaultValue;
    if (preset !== undefined) {
      result[name] = within(problems, name, check, preset);
    } else if (required && (defaultFrom === undefined || moment !== undefined)) {
      failAt(problems, name, 'is required');
    }
  };
}

/** DynamoDB has no empty set: it is the same as none, and removes one in a patch. Where a set must hold something, it is refused as too small. */
function isEmptySet({ type, minItems = 0 }: FieldSpec, value: unknown): boolean {
  return type === 'stringSet' && minItems === 0 && Array.isArray(value) && value.length === 0;
}

const COMPILERS: Readonly<Record<FieldType, (field: FieldSpec, mode: Mode) => Check>> = {
  string: compileString,
  integer: compileNumber,
  number: compileNumber,
  boolean: () => checkBoolean,
  datetime: () => checkDatetime,
  date: () => checkDate,
  time: () => checkTime,
  email: () => checkEmail,
  url: () => checkUrl,
  phone: () => checkPhone,
  ip: () => checkIp,
  choice: compileChoice,
  json: () => checkJson,
  id: () => checkId,
  bytes: compileBytes,
  stringSet: compileStringSet,
  list: (field) => compileList(field, compileItems(field, 'whole')),
  map: (field, mode) => compileMap(field, compileItems(field, mode), mode),
  object: ({ fields = {} }, mode) => compileFields(fields, mode),
};

/** Compiles one field's check of a value that is there. In a patch objects and maps differ: what they hold is a patch in turn. */
export function compileField(field: FieldSpec, mode: Mode): Check {
  return COMPILERS[field.type](field, mode);
}

function compileItems({ items }: FieldSpec, mode: Mode): Check {
  return items === undefined ? checkJson : compileField(items, mode);
}
