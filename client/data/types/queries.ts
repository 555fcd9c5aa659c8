import type { Page } from '../../core/pages.js';
import type { Filter, NumberRange, TextRange } from './filters.js';
import type { Model, Trait } from './model.js';

/** What every list takes. */
export interface ListOptions<M extends Model> {
  /** By the index's sort fields. @default 'asc' */
  order?: 'asc' | 'desc';
  /** Results a page, 1 to 100. @default 25 */
  limit?: number;
  /** Where a page before this one ended. */
  cursor?: string;
  /** What of the index's items is wanted. The server reads on until the page is full, within its budget. */
  filter?: Filter<M['item']>;
}

type Indexes<M extends Model> = Trait<M, 'indexes', unknown>;
export type IndexName<M extends Model> = keyof Indexes<M>;

/**
 * The keys that a query of an index names: all of its partition, and its sort fields, of which the last one named may be a range: one
 * comparison, or `ge` with `le`.
 */
export type Keys<M extends Model, Index extends IndexName<M>> = {
  [K in keyof KeysOf<M, Indexes<M>[Index]>]: KeysOf<M, Indexes<M>[Index]>[K];
};

type KeysOf<M extends Model, Index> = Index extends readonly [infer Partition, infer Sort]
  ? { [K in keyof M['item'] as K extends Partition ? K : never]-?: Key<K, M['item'][K]> } & {
      [K in keyof M['item'] as K extends Sort ? K : never]?: Range<NonNullable<M['item'][K]>>;
    }
  : never;

/** `me` is who calls. */
type Key<Name, V> = Name extends 'owner' ? 'me' | (string & {}) : V;

type Range<V> = [V] extends [boolean] ? V : [V] extends [number] ? V | NumberRange : V | TextRange;

export type Query<M extends Model, Index extends IndexName<M>> = Keys<M, Index> & ListOptions<M>;

/** What a list that names no index takes: the keys of any; where the model may be scanned all that hold one value. */
export type ListQuery<M extends Model> = AnyKeys<M> & ListOptions<M>;
export type CountQuery<M extends Model> = AnyKeys<M> & Pick<ListOptions<M>, 'filter' | 'cursor'>;

type AnyKeys<M extends Model> = M extends { scan: true }
  ? Scan<M['item']>
  : { [Index in keyof Indexes<M>]: Keys<M, Index> }[keyof Indexes<M>];

type Scan<T> = {
  [K in keyof T as [NonNullable<T[K]>] extends [string | number | boolean] ? K : never]?: Key<K, Range<NonNullable<T[K]>>>;
};

/** Which relations are read together with an item, two levels deep. */
export type Include<M extends Model> = { [R in keyof Relations<M>]?: true | Deeper<Relations<M>[R]> };

type Relations<M extends Model> = Trait<M, 'relations', unknown>;

/** How much of a relation to many is read. */
interface First {
  /** Items, 1 to 100. @default 25 */
  limit?: number;
  order?: 'asc' | 'desc';
}

type Deeper<Related> = Related extends readonly (infer Many extends Model)[]
  ? First & { include?: Deepest<Many> }
  : Related extends Model
    ? { include?: Deepest<Related> }
    : never;

type Deepest<M extends Model> = { [R in keyof Relations<M>]?: true | (Relations<M>[R] extends readonly unknown[] ? First : never) };

/** What an inclusion names that is no relation. */
export type Stray<I, Known> = I extends object
  ? { [K in keyof I]: K extends keyof Known ? Stray<I[K], Exclude<Known[K], true | undefined>> : K }[keyof I]
  : never;

/** An item with what was included: pages of many, and of one the item, where there is one. */
export type With<M extends Model, I> = [keyof I] extends [never]
  ? M['item']
  : M['item'] & { [R in keyof I & keyof Relations<M>]: Included<Relations<M>[R], I[R]> };

type Included<Related, I> = Related extends readonly (infer Many extends Model)[]
  ? Page<With<Many, Inner<I>>>
  : Related extends Model
    ? With<Related, Inner<I>> | undefined
    : never;

type Inner<I> = I extends { include: infer Deeper } ? Deeper : {};
