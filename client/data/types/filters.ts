/**
 * What an item must be like: a value that a field equals, or comparisons, all of which must hold. Members of nested objects are named by
 * their path: `{ 'address.city': 'Bern' }`.
 */
export type Filter<T> = Comparisons<T> & {
  and?: readonly Filter<T>[];
  or?: readonly Filter<T>[];
  not?: Filter<T>;
};

type Comparisons<T> = { [K in keyof T]?: Comparison<NonNullable<T[K]>> } & { [P in NestedPath<T>]?: Comparison<ValueAt<T, P>> };

/** What a value can be compared by. A boolean and a choice are a whole, not one of their values. */
type Comparison<V> = [V] extends [boolean]
  ? V | Equality<V>
  : [V] extends [number]
    ? V | NumberComparison
    : [V] extends [string]
      ? V | TextComparison<V>
      : [V] extends [readonly (infer E)[]]
        ? Membership<E>
        : Existence;

export interface Existence {
  exists?: boolean;
}

export interface Membership<E> extends Existence {
  /** It holds this element. */
  contains?: E;
}

export interface Equality<V> extends Existence {
  eq?: V;
  /** Not this; or nothing at all. */
  ne?: V;
}

export interface NumberComparison extends Equality<number>, NumberRange {
  /** At most 100. */
  in?: readonly number[];
}

export interface TextComparison<V> extends Equality<V>, TextRange {
  /** At most 100. */
  in?: readonly V[];
  /** It holds this text. */
  contains?: string;
}

/** A range of text, dates or times. */
export interface TextRange {
  lt?: string;
  le?: string;
  gt?: string;
  ge?: string;
  /** From the first to the second, both included. */
  between?: readonly [string, string];
  beginsWith?: string;
}

/** A range of numbers. */
export interface NumberRange {
  lt?: number;
  le?: number;
  gt?: number;
  ge?: number;
  /** From the first to the second, both included. */
  between?: readonly [number, number];
}

/** `address.city`, of every member of a nested object. */
type NestedPath<T> = {
  [K in keyof T & string]: NonNullable<T[K]> extends infer V
    ? V extends readonly unknown[]
      ? never
      : V extends object
        ? `${K}.${(keyof V & string) | NestedPath<V>}`
        : never
    : never;
}[keyof T & string];

type ValueAt<T, Path> = Path extends `${infer Head}.${infer Rest}`
  ? Head extends keyof T
    ? ValueAt<NonNullable<T[Head]>, Rest>
    : never
  : Path extends keyof T
    ? NonNullable<T[Path]>
    : never;
