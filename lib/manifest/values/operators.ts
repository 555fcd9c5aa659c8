import type { Fields, FieldSpec, FieldType } from '../fields';
import { checkSize } from './collections';
import { isEqual } from './equal';
import { fail, type Problems, within } from './problems';

/** What an update may do to a field beside setting it. In JSON each is a member of its own, after a `$`. */
export const UPDATE_OPERATORS = ['increment', 'append', 'remove', 'addToSet', 'removeFromSet', 'setIfAbsent'] as const;
export type UpdateOperator = (typeof UPDATE_OPERATORS)[number];

/** One checked operator on one field of the item itself. An absent field counts as 0, or as empty. */
export type FieldOperation = { readonly field: string } & (
  | { readonly op: 'increment'; readonly value: number }
  /** At the end of a list. */
  | { readonly op: 'append'; readonly value: readonly unknown[] }
  /** From a list, wherever it stands. */
  | { readonly op: 'remove'; readonly value: readonly unknown[] }
  | { readonly op: 'addToSet' | 'removeFromSet'; readonly value: readonly string[] }
  | { readonly op: 'setIfAbsent'; readonly value: unknown }
);

/** The types that an operator works on; absent for one that works on all. */
export const OPERATOR_TYPES: Readonly<Partial<Record<UpdateOperator, readonly FieldType[]>>> = {
  increment: ['integer', 'number'],
  append: ['list'],
  remove: ['list'],
  addToSet: ['stringSet'],
  removeFromSet: ['stringSet'],
};

/**
 * What must hold of a field before an operation so that it keeps to its limits, for a condition of the write itself. It is never too lax.
 * It can be too strict, since who adds to a set cannot know how much of it is there: where it fails, `applyUpdate` on the item as it is decides.
 */
export interface Room {
  /** Whether the bounds are of the number, or of how many items there are. */
  readonly of: 'value' | 'size';
  /** Inclusive. */
  readonly least?: number;
  readonly most?: number;
  /** Whether the field may also be absent. */
  readonly absent: boolean;
}

/** `undefined`: whatever the field holds is right. `unknown`: only the item as it is tells. */
export function roomFor(field: FieldSpec, operation: FieldOperation): Room | 'unknown' | undefined {
  const { minItems = 0, maxItems } = field;
  switch (operation.op) {
    case 'increment': {
      const { min, max } = boundsOf(field);
      const [least, most] = [min - operation.value, max - operation.value];
      return { of: 'value', least, most, absent: least <= 0 && most >= 0 };
    }
    case 'append':
    case 'addToSet': {
      const added = operation.value.length;
      return maxItems === undefined && added >= minItems
        ? undefined
        : {
            of: 'size',
            ...(maxItems !== undefined && { most: maxItems - added }),
            absent: added >= minItems && added <= (maxItems ?? added),
          };
    }
    case 'removeFromSet': {
      const needed = Math.max(minItems, field.required ? 1 : 0);
      return needed === 0 ? undefined : { of: 'size', least: needed + operation.value.length, absent: field.required !== true };
    }
    case 'remove':
      return 'unknown';
    case 'setIfAbsent':
      return undefined;
  }
}

/**
 * Applies checked operations to an item: the item's new fields. Whether they still keep to their limits is noted at the operator's own
 * place, as `/$increment/count`. Numbers are JavaScript's: DynamoDB adds decimals exactly, so that 0.1 and 0.2 differ in the last digit.
 */
export function applyOperations(
  fields: Fields,
  current: Readonly<Record<string, unknown>>,
  operations: readonly FieldOperation[],
  problems: Problems,
): Record<string, unknown> {
  const next = { ...current };
  for (const operation of operations) {
    const { op, field: name } = operation;
    const field = fields[name];
    if (field !== undefined) {
      const inField = (value: unknown, found: Problems) => within(found, name, () => applied(field, operation, value, found), value);
      const value = within(problems, `$${op}`, inField, current[name]);
      if (value === undefined) {
        delete next[name];
      } else {
        next[name] = value;
      }
    }
  }
  return next;
}

/** The field's new value; `undefined` where nothing is left of it. */
function applied(field: FieldSpec, operation: FieldOperation, before: unknown, problems: Problems): unknown {
  switch (operation.op) {
    case 'increment':
      return inBounds(field, ((before as number | undefined) ?? 0) + operation.value, problems);
    case 'append':
      return sized(field, [...((before as unknown[] | undefined) ?? []), ...operation.value], problems);
    case 'remove': {
      const gone = operation.value;
      return before === undefined
        ? undefined
        : sized(
            field,
            (before as unknown[]).filter((item) => !gone.some((each) => isEqual(each, item))),
            problems,
          );
    }
    case 'addToSet':
      return sized(field, [...new Set([...((before as string[] | undefined) ?? []), ...operation.value])].sort(), problems);
    case 'removeFromSet': {
      const left = ((before as string[] | undefined) ?? []).filter((item) => !operation.value.includes(item));
      if (left.length === 0) {
        return field.required || (before !== undefined && (field.minItems ?? 0) > 0)
          ? fail(problems, 'is required and cannot be emptied')
          : undefined;
      }
      return sized(field, left, problems);
    }
    case 'setIfAbsent':
      return before === undefined ? operation.value : before;
  }
}

function sized<T>(field: FieldSpec, items: readonly T[], problems: Problems): readonly T[] {
  checkSize(field, items.length, problems);
  return items;
}

function inBounds(field: FieldSpec, number: number, problems: Problems): number {
  const { min, max } = boundsOf(field);
  if (number < min || number > max) {
    fail(problems, `would leave the bounds, from ${min} to ${max}`);
  }
  return number;
}

/** What DynamoDB stores of a number, rounded down: below 1e126. */
const LARGEST = 9.99e125;

/** An integer is exact up to 53 bits. */
function boundsOf({ type, min, max }: FieldSpec): { readonly min: number; readonly max: number } {
  const furthest = type === 'integer' ? Number.MAX_SAFE_INTEGER : LARGEST;
  return { min: min ?? -furthest, max: max ?? furthest };
}
