import type { Fields, FieldSpec } from '../fields';
import { checkSize } from './collections';
import { COMPILED } from './compiled';
import { isRecord, type Problems, within } from './problems';

type Members = Readonly<Record<string, unknown>>;

/**
 * Applies a checked merge patch to an object of declared fields. What it brings into being is checked as on create, and what is left of a
 * map is counted. Changes neither argument.
 * @see https://www.rfc-editor.org/rfc/rfc7396#section-2
 */
export function mergeFields(fields: Fields, current: Members, patch: Members, problems: Problems): Record<string, unknown> {
  return mergeMembers((name) => fields[name], current, patch, problems);
}

function mergeMembers(
  fieldOf: (name: string) => FieldSpec | undefined,
  current: Members,
  patch: Members,
  problems: Problems,
): Record<string, unknown> {
  const merged = { ...current };
  for (const [name, change] of Object.entries(patch)) {
    if (change === null) {
      delete merged[name];
    } else {
      merged[name] = within(problems, name, (value, found) => mergeValue(fieldOf(name), current[name], value, found), change);
    }
  }
  return merged;
}

function mergeValue(field: FieldSpec | undefined, before: unknown, change: unknown, problems: Problems): unknown {
  switch (field?.type) {
    case 'json':
      return mergeJson(before, change);
    case 'map': {
      const merged = mergeMembers(() => field.items, isRecord(before) ? before : {}, change as Members, problems);
      checkSize(field, Object.keys(merged).length, problems);
      return merged;
    }
    case 'object': {
      const fields = field.fields ?? {};
      return isRecord(before) ? mergeFields(fields, before, change as Members, problems) : COMPILED.values(fields)(change, problems);
    }
    default:
      return change;
  }
}

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
