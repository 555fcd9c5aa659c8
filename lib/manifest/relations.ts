import type { IndexSpec, ModelSpec, OnDelete } from './manifest';

/** Items of another model, or of the same, that belong to those of one. */
export interface Referrer {
  readonly model: string;
  /** Their field with the id of the item that they belong to, and the index that finds them by it. */
  readonly field: string;
  readonly index: string;
  readonly onDelete: OnDelete;
}

/** Who belongs to the items of a model. */
export function referrersOf(name: string, models: Readonly<Record<string, ModelSpec>>): Referrer[] {
  return Object.entries(models).flatMap(([model, { relations = {}, indexes }]) =>
    Object.values(relations).flatMap((relation) => {
      if (relation.kind !== 'belongsTo' || relation.model !== name) return [];
      const { field, onDelete } = relation;
      const index = indexBy(field, indexes);
      // There is one: the declaration brings it.
      return index === undefined ? [] : [{ model, field, index, onDelete }];
    }),
  );
}

/** Whether a delete goes on with those who belong to an item, in the background. */
export function isFollowed(referrers: readonly Referrer[]): boolean {
  return referrers.some(({ onDelete }) => onDelete !== 'restrict');
}

/** The index that finds items by a field, and by nothing else. */
export function indexBy(field: string, indexes: Readonly<Record<string, IndexSpec>>): string | undefined {
  return Object.entries(indexes).find(([, { partition }]) => partition.length === 1 && partition[0] === field)?.[0];
}
