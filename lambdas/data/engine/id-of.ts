import { type FieldProblem, ID_PATTERN, idFrom } from '../../../lib/manifest/index.js';
import type { Item } from '../../shared/model/item.js';
import type { Model } from '../../shared/model/model.js';

/**
 * The id that follows from some values of an item to be made; undefined for a model whose ids are chosen. What is missing is found out
 * when they are checked.
 */
export function idOf({ spec }: Model, values: Readonly<Record<string, unknown>>): string | undefined {
  return spec.idFrom && idFrom(spec.idFrom.map((field) => textOf(values[field] ?? spec.fields[field]?.defaultValue)));
}

/** Why an item cannot have the id that it would have. */
export function idFaults(model: Model, item: Item): FieldProblem[] {
  const { idFrom: fields = [] } = model.spec;
  const id = idOf(model, item);
  if (id === undefined) return [];
  if (id !== item.id) return [{ pointer: '/id', detail: `follows from ${fields.join(' and ')}: leave it out` }];
  if (ID_PATTERN.test(id)) return [];
  const detail = 'makes the id, which has 1 to 128 letters, digits, ".", "_", "~" or "-"';
  return fields.map((field) => ({ pointer: `/${field}`, detail }));
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');
