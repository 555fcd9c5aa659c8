import type { Fields, FieldSpec } from '../fields';
import type { FieldProblem } from '../problems';
import type { Writer } from './compiled';
import { isEqual } from './equal';
import { mergeFields } from './merge';
import { applyOperations, type FieldOperation, roomFor } from './operators';
import { failAt, isRecord, type Problems } from './problems';

/** A checked update: what it sets, and what it does to other fields. */
export interface Update {
  /** A JSON Merge Patch (RFC 7396). */
  readonly patch: Readonly<Record<string, unknown>>;
  readonly operations: readonly FieldOperation[];
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
