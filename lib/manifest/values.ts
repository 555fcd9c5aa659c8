import type { Fields, FieldSpec } from './fields';
import type { FieldProblem } from './problems';
import type { FieldsCheck } from './values/compile';
import { COMPILED, type Writer } from './values/compiled';
import type { Moment } from './values/moment';
import { isRecord, type Problems } from './values/problems';
import { requireSame } from './values/update';

/** A checked value. Where `errors` is not empty the value is not to be used. */
export interface Checked {
  readonly value: Record<string, unknown>;
  /** At most 100. */
  readonly errors: readonly FieldProblem[];
}

/** Who writes, and when. Without a moment, as in a client, fields with `defaultFrom` stay absent: the server gives them their values. */
export interface Writing extends Writer {
  readonly moment?: Moment;
}

/**
 * Checks values of declared fields, such as a function's input or output: every member declared and valid, required ones there.
 * In the value, absent members (null is absent) have taken their defaults, and each text has its one form: datetimes are in UTC. Never throws.
 */
export function checkValues(fields: Fields, input: unknown): Checked {
  return run(COMPILED.values(fields), input);
}

/** The same for an item to create. System fields are the server's to set: a handler takes a chosen `id` out first. */
export function checkCreate(fields: Fields, input: unknown, writing: Writing = {}): Checked {
  return run(COMPILED.create(fields, writing), input, writing.moment);
}

/**
 * The same for an item that takes the place of one. What the caller may not be able to set, change or see (`readOnly`, `immutable`, `hidden`,
 * and fields with rules of their own) stays as it is where he does not send it; what is immutable must be the same where he does.
 */
export function checkReplace(fields: Fields, current: Readonly<Record<string, unknown>>, input: unknown, writing: Writing = {}): Checked {
  const { value, errors } = checkCreate(fields, input, writing);
  const sent = Object.keys(isRecord(input) ? input : {}).filter((name) => (input as typeof current)[name] !== undefined);
  const kept = Object.keys(fields).filter((name) => isKept(fields[name], writing) && !sent.includes(name) && current[name] !== undefined);
  for (const name of kept) {
    value[name] = current[name];
  }
  // What was missed there is not missing.
  const problems = errors.filter(({ pointer }) => !kept.some((name) => pointer === `/${name}`));
  if (!writing.asAdmin) {
    requireSame(fields, sent, current, value, problems);
  }
  return { value, errors: problems };
}

/** A value of a field as JSON has it, where it may come as text, in a query string: of a number its digits, of a boolean its name. */
export function textValue({ type }: FieldSpec, value: unknown): unknown {
  if (typeof value !== 'string') {
    return value;
  }
  switch (type) {
    case 'integer':
    case 'number':
      // `Number('')` is 0, and `Number('0x10')` is 16.
      return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(value) ? Number(value) : value;
    case 'boolean':
      return value === 'true' ? true : value === 'false' ? false : value;
    default:
      return value;
  }
}

function isKept(field: FieldSpec | undefined, { asAdmin = false }: Writer): boolean {
  const { readOnly = false, immutable = false, hidden = false, rules } = field ?? {};
  return !asAdmin && (readOnly || immutable || hidden || rules !== undefined);
}

function run(check: FieldsCheck, input: unknown, moment?: Moment): Checked {
  const errors: Problems = [];
  const value = check(input, errors, moment);
  return { value: isRecord(value) ? value : {}, errors };
}
