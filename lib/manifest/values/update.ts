import { type Fields, type FieldSpec, SYSTEM_FIELDS } from '../fields';
import { didYouMean } from '../nearest';
import type { FieldProblem } from '../problems';
import { compileField } from './compile';
import { COMPILED, type Writer } from './compiled';
import { isEqual } from './equal';
import { mergeFields } from './merge';
import { applyOperations, type FieldOperation, OPERATOR_TYPES, roomFor, UPDATE_OPERATORS, type UpdateOperator } from './operators';
import { describe, fail, failAt, isRecord, MAX_PROBLEMS, type Problems, within } from './problems';

/** A checked update: what it sets, and what it does to other fields. */
export interface Update {
  /** A JSON Merge Patch (RFC 7396). */
  readonly patch: Readonly<Record<string, unknown>>;
  readonly operations: readonly FieldOperation[];
}

/**
 * Reads the body of an update: a merge patch, and beside it operators as `{ "title": "x", "$increment": { "count": 1 } }`. A field stands in
 * one place only. What depends on the item as it is, {@link applyUpdate} tells. Never throws.
 */
export function readUpdate(fields: Fields, input: unknown, writer: Writer = {}): { update: Update; errors: readonly FieldProblem[] } {
  const errors: Problems = [];
  const operations: FieldOperation[] = [];
  const members = isRecord(input) ? Object.entries(input) : [];
  const isOperator = (name: string) => name.startsWith('$');
  const plain = isRecord(input) ? Object.fromEntries(members.filter(([name]) => !isOperator(name))) : input;
  const patch = COMPILED.patch(fields, writer)(plain, errors);

  const taken = new Set(isRecord(plain) ? Object.keys(plain) : []);
  for (const [name, value] of members.filter(([member]) => isOperator(member))) {
    const op = name.slice(1);
    if (isUpdateOperator(op)) {
      within(errors, name, (each, found) => readOperations(op, { fields, writer, taken, operations }, each, found), value);
    } else if (errors.length < MAX_PROBLEMS) {
      failAt(
        errors,
        name,
        `is no operator${didYouMean(
          name,
          UPDATE_OPERATORS.map((each) => `$${each}`),
        )}`,
      );
    }
  }
  return { update: { patch: isRecord(patch) ? patch : {}, operations }, errors };
}

/**
 * Applies a checked update to an item: the item's new fields. Objects that were not there before are checked as on create, and what an
 * operator makes must keep to its field's limits. Changes neither argument.
 */
export function applyUpdate(
  fields: Fields,
  current: Readonly<Record<string, unknown>>,
  { patch, operations }: Update,
  { asAdmin = false }: Writer = {},
): { value: Record<string, unknown>; errors: readonly FieldProblem[] } {
  const errors: Problems = [];
  const value = applyOperations(fields, mergeFields(fields, current, patch, errors), operations, errors);
  if (!asAdmin) {
    requireSame(fields, Object.keys(patch), current, value, errors);
  }
  return { value, errors };
}

/** Notes each of these fields that may not change and has. */
export function requireSame(
  fields: Fields,
  names: readonly string[],
  current: Readonly<Record<string, unknown>>,
  next: Readonly<Record<string, unknown>>,
  problems: Problems,
): void {
  for (const name of names) {
    if (fields[name]?.immutable && !isEqual(current[name], next[name])) {
      failAt(problems, name, 'never changes once the item is there');
    }
  }
}

/**
 * Whether only the item as it is tells what an update makes of it, or whether that is right. Otherwise the update and the conditions of
 * {@link roomFor} say it all, but for an object that a patch reaches into, which may be absent.
 */
export function needsCurrent(fields: Fields, { patch, operations }: Update, { asAdmin = false }: Writer = {}): boolean {
  return (
    Object.entries(patch).some(([name, change]) => (!asAdmin && fields[name]?.immutable) || isMerged(fields[name], change)) ||
    operations.some((operation) => roomFor(fields[operation.field] ?? { type: 'json' }, operation) === 'unknown')
  );
}

/** Whether a change is merged with members that nobody declared: those of a map are counted, those of JSON may be no members at all. */
function isMerged(field: FieldSpec | undefined, change: unknown): boolean {
  if (!isRecord(change)) {
    return false;
  }
  return field?.type !== 'object' || Object.keys(change).some((name) => isMerged(field.fields?.[name], change[name]));
}

function isUpdateOperator(op: string): op is UpdateOperator {
  return (UPDATE_OPERATORS as readonly string[]).includes(op);
}

interface Reading {
  readonly fields: Fields;
  readonly writer: Writer;
  /** Fields that the update names so far. */
  readonly taken: Set<string>;
  readonly operations: FieldOperation[];
}

/** Reads one operator's fields and values. */
function readOperations(op: UpdateOperator, reading: Reading, value: unknown, problems: Problems): undefined {
  if (!isRecord(value)) {
    return fail(problems, `must be an object of fields, is ${describe(value)}`);
  }
  for (const [name, operand] of Object.entries(value)) {
    if (problems.length === MAX_PROBLEMS) {
      return;
    }
    const refusal = refusalOf(op, name, reading);
    if (refusal === undefined) {
      const read = within(problems, name, (each, found) => readOperand(op, reading.fields[name] as FieldSpec, each, found), operand);
      reading.operations.push({ op, field: name, value: read } as FieldOperation);
    } else {
      failAt(problems, name, refusal);
    }
    reading.taken.add(name);
  }
}

/** Why an operator cannot be used on a field, whatever the value. */
function refusalOf(op: UpdateOperator, name: string, { fields, writer, taken }: Reading): string | undefined {
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  const types = OPERATOR_TYPES[op];
  if ((SYSTEM_FIELDS as readonly string[]).includes(name) || (field?.readOnly && !writer.asAdmin)) {
    return 'is set by the server';
  }
  if (field === undefined) {
    return `is not a known field${didYouMean(name, Object.keys(fields))}`;
  }
  if (field.immutable && !writer.asAdmin) {
    return 'never changes once the item is there';
  }
  if (types !== undefined && !types.includes(field.type)) {
    return `is of type ${field.type}, and $${op} is for ${types.join(' and ')}`;
  }
  return taken.has(name) ? 'is named twice in the update; name it once' : undefined;
}

/** Checks what an operator is given for a field. Limits of the whole value are for later: they depend on what is there. */
function readOperand(op: UpdateOperator, field: FieldSpec, operand: unknown, problems: Problems): unknown {
  switch (op) {
    case 'increment':
      return compileField({ type: field.type }, 'whole')(operand, problems);
    case 'setIfAbsent':
      return compileField(field.type === 'stringSet' ? { minItems: 1, ...field } : field, 'whole')(operand, problems);
    default:
      return compileField({ type: field.type, items: field.items, minItems: 1 }, 'whole')(operand, problems);
  }
}
