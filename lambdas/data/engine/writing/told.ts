import type { Item } from '../../../shared/model/item.js';
import type { Model } from '../../../shared/model/model.js';

/** What a caller has written of an item that he may not read: of objects the members that he names, without those that he removes. */
export function written(model: Model, values: unknown, { id, version, updatedAt }: Item): Item {
  return withoutHidden(model, { ...(setBy(values) as object), id, version, updatedAt });
}

/** What is hidden leaves for nobody, whoever wrote it. */
export function withoutHidden({ spec }: Model, item: Item): Item {
  return Object.fromEntries(Object.entries(item).filter(([field]) => !spec.fields[field]?.hidden)) as unknown as Item;
}

function setBy(values: unknown): unknown {
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return values;
  // What operators do hangs on what is there.
  const set = Object.entries(values).filter(([name, value]) => value !== null && !name.startsWith('$'));
  return Object.fromEntries(set.map(([name, value]) => [name, setBy(value)]));
}
