import { type Fields, type FieldSpec, SYSTEM_FIELDS } from './fields';
import type { FieldProblem } from './problems';
import { compileField, compileFields } from './values/compile';
import { type Check, isRecord, type Problems, within } from './values/problems';

/** A checked value. Where `errors` is not empty the value is not to be used. */
export interface Checked {
  readonly value: Record<string, unknown>;
  /** At most 100. */
  readonly errors: readonly FieldProblem[];
}

/**
 * Checks values of declared fields, such as a function's input or output: every member declared and valid, required ones there.
 * In the value, absent members (null is absent) have taken their defaults, and datetimes are in UTC. Never throws.
 */
export function checkValues(fields: Fields, input: unknown): Checked {
  return run(COMPILED.values(fields), input);
}

/** The same for an item to create. System fields are the server's to set: a handler takes a chosen `id` out first. */
export function checkCreate(fields: Fields, input: unknown): Checked {
  return run(COMPILED.create(fields), input);
}

/**
 * Checks a JSON Merge Patch (RFC 7396) of an item: null removes, and what is required cannot be removed; objects are patches in turn, and lists are replaced.
 * Whether an object that a patch brings into being is complete, only {@link applyPatch} can tell. Never throws.
 */
export function checkPatch(fields: Fields, input: unknown): Checked {
  return run(COMPILED.patch(fields), input);
}

/** Applies a checked patch to an item: the item's new fields. Objects that were not there before are checked as on create. Changes neither argument. */
export function applyPatch(fields: Fields, current: Readonly<Record<string, unknown>>, patch: Readonly<Record<string, unknown>>): Checked {
  return run((value, problems) => mergeFields(fields, current, value as typeof patch, problems), patch);
}

/**
 * Reads the text of a query parameter as a value of a field, as it is stored. Only the type is checked, and choices: limits and patterns
 * concern what is written. (`beginsWith` takes any text, and none of this.)
 */
export function readValue(field: FieldSpec, text: string): { readonly value?: string | number | boolean; readonly error?: string } {
  const problems: Problems = [];
  const value = compileField({ type: field.type, choices: field.choices }, 'whole')(readText(field, text), problems);
  const error = problems[0]?.detail;
  return error === undefined ? { value: value as string | number | boolean } : { error };
}

const COMPILED = {
  values: remembered((fields) => compileFields(fields, 'whole')),
  create: remembered((fields) => compileFields(fields, 'whole', SYSTEM_FIELDS)),
  patch: remembered((fields) => compileFields(fields, 'patch', SYSTEM_FIELDS)),
};

/** Checks by the fields they come from, each compiled when first asked for. Holds no input. */
function remembered(compile: (fields: Fields) => Check): (fields: Fields) => Check {
  const checks = new WeakMap<Fields, Check>();
  return (fields) => {
    let check = checks.get(fields);
    if (check === undefined) {
      check = compile(fields);
      checks.set(fields, check);
    }
    return check;
  };
}

function run(check: Check, input: unknown): Checked {
  const errors: Problems = [];
  const value = check(input, errors);
  return { value: isRecord(value) ? value : {}, errors };
}

function mergeFields(
  fields: Fields,
  current: Readonly<Record<string, unknown>>,
  patch: Readonly<Record<string, unknown>>,
  problems: Problems,
): Record<string, unknown> {
  const merged = { ...current };
  for (const [name, change] of Object.entries(patch)) {
    const field = fields[name];
    const before = current[name];
    if (change === null) {
      delete merged[name];
    } else if (field?.type === 'json') {
      merged[name] = mergeJson(before, change);
    } else if (field?.type !== 'object' || !isRecord(change)) {
      merged[name] = change;
    } else {
      const inner = field.fields ?? {};
      merged[name] = isRecord(before)
        ? within(problems, name, (value, found) => mergeFields(inner, before, value as typeof patch, found), change)
        : within(problems, name, COMPILED.values(inner), change);
    }
  }
  return merged;
}

/** @see https://www.rfc-editor.org/rfc/rfc7396#section-2 */
function mergeJson(before: unknown, change: unknown): unknown {
  if (!isRecord(change)) {
    return change;
  }
  const merged: Record<string, unknown> = isRecord(before) ? { ...before } : {};
  for (const [name, value] of Object.entries(change)) {
    if (value === null) {
      delete merged[name];
    } else {
      merged[name] = mergeJson(merged[name], value);
    }
  }
  return merged;
}

function readText(field: FieldSpec, text: string): unknown {
  switch (field.type) {
    case 'integer':
    case 'number':
      // `Number('')` is 0, and `Number('0x10')` is 16.
      return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? Number(text) : text;
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text;
    default:
      return text;
  }
}
