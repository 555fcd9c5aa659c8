import type { FieldProblem, Relatives } from '../../../lib/manifest/index.js';
import type { Access } from '../../shared/access.js';
import type { Item } from '../../shared/model/item.js';
import type { Model } from '../../shared/model/model.js';

/** An item as it is, or as it will be. */
export interface State {
  readonly item: Item;
  /** What its relations name, as far as rules ask. */
  readonly related?: Relatives;
}

/**
 * The fields, with rules of their own, that these do not let the caller set: on create the new item is asked, on update the item before
 * and after. A write that names one of them is refused ({@link settingFaults}); one that replaces all keeps them as they are.
 */
export function unsettable(access: Access, model: Model, operation: 'create' | 'update', ...states: readonly State[]): ReadonlySet<string> {
  const fields = new Set<string>();
  for (const [field, ruled] of model.guarded) {
    if (!states.every(({ item, related }) => access.admits(ruled, operation, item, related))) fields.add(field);
  }
  return fields;
}

/** What is wrong with a write that sets these fields: the `errors` of a Problem `forbidden`. */
export function settingFaults(names: Iterable<string>, refused: ReadonlySet<string>): FieldProblem[] {
  return [...names].filter((name) => refused.has(name)).map((name) => ({ pointer: `/${name}`, detail: 'no rule admits you to set it' }));
}
