import { type Fields, type FieldSpec, SYSTEM_FIELDS } from '../fields';
import { didYouMean } from '../nearest';
import type { FieldProblem } from '../problems';
import { compileField } from './compile';
import { COMPILED, type Writer } from './compiled';
import { type FieldOperation, OPERATOR_TYPES, UPDATE_OPERATORS, type UpdateOperator } from './operators';
import { describe, fail, failAt, isRecord, MAX_PROBLEMS, type Problems, within } from './problems';
import type { Update } from './update';

const OPERATOR_NAMES = UPDATE_OPERATORS.map((op) => `$${op}`);

/**
 * Reads the body of an update: a merge patch, and beside it operators as `{ "title": "x", "$increment": { "count": 1 } }`. A field stands in
 * one place only. What depends on the item as it is, `applyUpdate` tells. Never throws.
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
      failAt(errors, name, `is no operator${didYouMean(name, OPERATOR_NAMES)}`);
    }
  }
  return { update: { patch: isRecord(patch) ? patch : {}, operations }, errors };
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
