import type { Item } from '../../../shared/model/item.js';
import type { Model } from '../../../shared/model/model.js';

/**
 * What a caller is told of an item that he has written and may not read: what he sent, of objects the members that he names, without those
 * that he removes. Defaults and what was there are not his to know, and what is hidden leaves for nobody, whoever wrote it.
 */
export function written({ spec }: Model, values: unknown, { id, version, updatedAt }: Item): Item {
  const sent = Object.entries(setBy(values) as object).filter(([field]) => !spec.fields[field]?.hidden);
  return { ...Object.fromEntries(sent), id, version, updatedAt };
}

function setBy(values: unknown): unknown {
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return values;
  // What operators do hangs on what is there.
  const set = Object.entries(values).filter(([name, value]) => value !== null && !name.startsWith('$'));
  return Object.fromEntries(set.map(([name, value]) => [name, setBy(value)]));
}
