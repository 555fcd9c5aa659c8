import type { Rule } from '../schema';

/** What becomes of an item when the one that it belongs to is deleted. */
export enum OnDelete {
  /** The other cannot be deleted while this is there: 409 `in-use`. */
  RESTRICT = 'restrict',
  /** This is deleted too. The other is gone for everyone at once, the rest follows in the background: 202. */
  CASCADE = 'cascade',
  /** This loses its reference; in the background too. */
  SET_NULL = 'setNull',
}

/** How items belong to one of another model. */
export interface BelongsToOptions {
  /**
   * The field that holds the other's id: a declared one of the type `id`, or the name of the one that the relation brings.
   * @default - the relation's name and `Id`
   */
  readonly field?: string;

  /**
   * Whether an item must belong to one; of a declared field its own `required` says it.
   * @default false
   */
  readonly required?: boolean;

  /**
   * Whether an item stays with the one that it was made for; of a declared field its own `immutable` says it.
   * @default false
   */
  readonly immutable?: boolean;

  /**
   * Whether the other has one such item at most: the other side is a `hasOne`; of a declared field its own `unique` says it.
   * @default false
   */
  readonly unique?: boolean;

  /**
   * What becomes of an item when the other is deleted.
   * @default OnDelete.RESTRICT
   */
  readonly onDelete?: OnDelete;
}

/** The other side of a `belongsTo`. */
export interface HasOptions {
  /**
   * The name of the other model's `belongsTo`.
   * @default - the only one that leads here
   */
  readonly relation?: string;
}

/** How links are kept. */
export interface ManyToManyOptions {
  /**
   * The name of the model that holds the links: one is made where there is none of this name. Both sides give the same.
   * @default - both models' names in the order of the alphabet: `notesTags`
   */
  readonly through?: string;

  /**
   * Who may link, and read links, of a model that is made.
   * @default - whom the rules of the model that declares the relation first admit to its item: to update it for linking, to get it for reading
   */
  readonly rules?: Rule[];
}
