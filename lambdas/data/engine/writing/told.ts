import type { Item } from '../../../shared/model/item.js';

/** What a caller has written of an item that he may not read: of objects the members that he names, without those that he removes. */
export function written(values: unknown, { id, version, updatedAt }: Item): Item {
  return { ...(setBy(values) as object), id, version, updatedAt };
}

function setBy(values: unknown): unknown {
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return values;
  // What operators do hangs on what is there.
  const set = Object.entries(values).filter(([name, value]) => value !== null && !name.startsWith('$'));
  return Object.fromEntries(set.map(([name, value]) => [name, setBy(value)]));
}
