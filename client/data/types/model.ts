/**
 * What a generated client says of one model. It is a type only: what the model's calls take and give all follow from it, when an
 * application asks for it, so that a declared model which is not used costs its type check next to nothing.
 */
export interface Model {
  /** An item, as it is read. */
  item: object;
  /** Fields that every item has and a create may leave out, since they have defaults. */
  defaults?: unknown;
  /** Fields that callers never set. */
  readOnly?: unknown;
  /** Fields that are set on create and never again. */
  immutable?: unknown;
  /** Fields that hold a string set, whose type is a list's. */
  sets?: unknown;
  /** Fields that are written and not read: only the server side does. */
  hidden?: unknown;
  /** Fields whose type when they are created is another: their own members have defaults. */
  writes?: unknown;
  /** The names of the fields that each index is by. */
  indexes?: unknown;
  /** What items have to do with others': a model where that is one, an array of it where it is many. */
  relations?: unknown;
  /** Whether a list may name no index. */
  scan?: unknown;
  /** Calls that no rule admits anybody to, or that there is nothing for. */
  without?: unknown;
  /** Whether these are the calls of the server side, which rules do not hold. */
  admin?: unknown;
}

export type SystemField = 'id' | 'owner' | 'version' | 'createdAt' | 'updatedAt';

/** The type that a model gives as its `Trait`; `Otherwise` where it gives none. */
export type Trait<M, Name extends string, Otherwise = never> = M extends { [K in Name]: infer Given } ? Given : Otherwise;

/** The fields of an item as they are stored, the hidden ones too. */
export type Stored<M extends Model> = M['item'] & Trait<M, 'hidden', unknown>;

type Unsettable<M extends Model> = SystemField | Trait<M, 'readOnly'>;
type Defaults<M extends Model> = Trait<M, 'defaults'>;
type Immutable<M extends Model> = Trait<M, 'immutable'>;
type Writes<M extends Model> = Trait<M, 'writes', unknown>;

/** The fields of an item that may be new: what has a default may be left out. */
export type Upsert<M extends Model> = { [K in keyof Given<M>]: Given<M>[K] };

/** The fields of an item that is there: what never changes may be left out too, and stays. */
export type Replace<M extends Model> = { [K in keyof Given<M> as Exclude<K, Immutable<M>>]: Given<M>[K] } & {
  [K in keyof Given<M> as Extract<K, Immutable<M>>]?: Given<M>[K];
};

/** A new item. */
export type Create<M extends Model> = { [K in keyof (Given<M> & ChosenId)]: (Given<M> & ChosenId)[K] };

interface ChosenId {
  /** @default a UUIDv7 */
  id?: string;
}

type Given<M extends Model> = {
  [K in keyof Stored<M> as Exclude<K, Unsettable<M> | Defaults<M> | keyof Writes<M>>]: Stored<M>[K];
} & {
  [K in keyof Stored<M> as Exclude<Extract<K, Defaults<M>>, Unsettable<M>>]?: Stored<M>[K];
} & Writes<M>;

/** Of an item that is there: what is absent stays, `null` removes, and operators change what is there, whatever it is. */
export type Update<M extends Model> = Patch<Changeable<M>> & Operators<Changeable<M>, Trait<M, 'sets'>>;

type Changeable<M extends Model> = {
  [K in keyof Stored<M> as Exclude<K, Unsettable<M> | Immutable<M>>]: Stored<M>[K];
};

/** A JSON Merge Patch (RFC 7396): of nested objects too. Lists are replaced. */
export type Patch<T> = { [K in keyof T]?: Patched<T[K]> | (undefined extends T[K] ? null : never) };
type Patched<V> = V extends readonly unknown[]
  ? V
  : V extends object
    ? string extends keyof V
      ? { [name: string]: Patched<V[keyof V]> | null }
      : Patch<V>
    : V;

/** What changes a field from what it is just then, without reading it before. Each field stands in one place of a patch. */
export interface Operators<T, Sets = never> {
  /** Adds to numbers, or takes away. What is not there counts as 0. */
  $increment?: Some<{ [K in Holding<T, number>]?: number }>;
  /** Adds to the end of lists. */
  $append?: Some<{ [K in Exclude<Holding<T, readonly unknown[]>, Sets>]?: NonNullable<T[K]> }>;
  /** Removes every element of lists that equals one of these. */
  $remove?: Some<{ [K in Exclude<Holding<T, readonly unknown[]>, Sets>]?: NonNullable<T[K]> }>;
  /** Adds to string sets. */
  $addToSet?: Some<{ [K in Extract<Holding<T, readonly unknown[]>, Sets>]?: NonNullable<T[K]> }>;
  $removeFromSet?: Some<{ [K in Extract<Holding<T, readonly unknown[]>, Sets>]?: NonNullable<T[K]> }>;
  /** Sets what is not there. */
  $setIfAbsent?: Partial<T>;
}

/** The names of the fields whose values are like `V`. */
type Holding<T, V> = { [K in keyof T]-?: NonNullable<T[K]> extends V ? K : never }[keyof T];

/** An object type without members would take anything. */
type Some<T> = [keyof T] extends [never] ? never : T;

/** A model as the server side has it (`asAdmin`): it reads what is hidden, and sets what callers may not. */
export interface AdminModel<M extends Model> {
  item: Stored<M>;
  defaults: Trait<M, 'defaults'>;
  immutable: Trait<M, 'immutable'>;
  sets: Trait<M, 'sets'>;
  writes: Trait<M, 'writes', unknown>;
  indexes: Trait<M, 'indexes', unknown>;
  relations: Trait<M, 'relations', unknown>;
  scan: Trait<M, 'scan'>;
  admin: true;
}

/** What every item has. */
export interface Item {
  id: string;
  /** One more with each write. */
  version: number;
  /** RFC 3339, in UTC. */
  createdAt: string;
  updatedAt: string;
}

/** What items of a model have whose rules or indexes ask whose they are. */
export interface OwnedItem extends Item {
  /** The user whose it is; absent where a guest or the server made it for nobody. */
  owner?: string;
}
