import type { CallOptions } from '../../core/config.js';
import type { BackendError, ErrorCode } from '../../core/error.js';
import type { Pages } from '../../core/pages.js';
import type { Filter } from './filters.js';
import type { AdminModel, Create, Model, Replace, Trait, Update, Upsert } from './model.js';
import type { CountQuery, Include, ListQuery, Query, Stray, With } from './queries.js';

/** What a write can ask of the item that is there. Where it is not so, nothing is written. */
export interface Conditions<M extends Model> {
  /** It still has this `version`; otherwise `version-mismatch`, with the item as it is in `error.current`. */
  ifVersion?: number;
  /** It is like this; otherwise `condition-failed`. */
  if?: Filter<M['item']>;
}

/** What is read together with an item. Where it names what is no relation, the relations there are are all that it may be. */
export interface Including<M extends Model, I> {
  /** Relations to read together with the item, two levels deep. */
  include?: [Stray<I, Include<M>>] extends [never] ? I : Include<M>;
}

/** Where calls are made: what each takes beside, and what a refusal is. */
interface Side {
  options: unknown;
  error: unknown;
}

interface ClientSide {
  options: CallOptions;
  error: BackendError;
}

interface ServerSide {
  options: unknown;
  error: Error & { readonly code: ErrorCode; readonly status: number };
}

/** The calls of one model. */
export interface ModelCalls<M extends Model, S extends Side> {
  /**
   * Makes an item.
   * @throws `validation-failed`, `conflict` where its id or a unique value is taken
   */
  create(values: Create<M>, options?: CreateOptions<M> & S['options']): Promise<M['item']>;
  /** @throws `not-found`, also where the caller may not know of it */
  get<const I extends Include<M> = {}>(id: string, options?: Including<M, I> & S['options']): Promise<With<M, I>>;
  /**
   * Changes what the patch names: a JSON Merge Patch (RFC 7396), where null removes, and operators beside it.
   * @throws `not-found`, `validation-failed`, `version-mismatch`, `condition-failed`, `conflict`
   */
  update(id: string, patch: Update<M>, options?: Conditions<M> & S['options']): Promise<M['item']>;
  /**
   * Sets all fields of an item that is there: what is not given is there no more.
   * @throws what `update` does
   */
  replace(id: string, values: Replace<M>, options?: Conditions<M> & S['options']): Promise<M['item']>;
  /** Sets all fields of an item, and makes it where there is none. @throws what `update` does, but for `not-found` */
  upsert(id: string, values: Upsert<M>, options?: Pick<Conditions<M>, 'if'> & S['options']): Promise<M['item']>;
  /** @throws `not-found`, `version-mismatch`, `condition-failed`, `in-use` where other items refer to it */
  delete(id: string, options?: Conditions<M> & S['options']): Promise<void>;
  /** Items by the index whose partition the query names: one page, or all by iteration. */
  list<const I extends Include<M> = {}>(query: ListQuery<M> & Including<M, I> & S['options']): Pages<With<M, I>>;
  /** How many items a list would give, as far as one call of the server gets. */
  count(query: CountQuery<M> & S['options']): Promise<Count>;
  /** Items by their ids, however many, in the order of the ids; those that are not there, or not for the caller, are left out. */
  batchGet<const I extends Include<M> = {}>(ids: readonly string[], options?: Including<M, I> & S['options']): Promise<With<M, I>[]>;
  /** Writes, however many, each on its own: what becomes of each, in their order. It rejects only where it was aborted. */
  batchWrite(writes: readonly Write<M>[], options?: S['options']): Promise<Outcome<M['item'], S['error']>[]>;
}

export type CreateOptions<M extends Model> = M extends { admin: true; item: { owner?: string } }
  ? {
      /** Whom the item belongs to. @default nobody */
      owner?: string;
    }
  : { owner?: never };

export interface Count {
  count: number;
  /** Whether that is all; if not, the count of what comes from `cursor` on is to be added. */
  complete: boolean;
  cursor?: string;
}

/** One write of a batch. */
export type Write<M extends Model> =
  | ({ create: Create<M> } & CreateOptions<M>)
  | ({ update: Update<M>; id: string } & Conditions<M>)
  | ({ replace: Replace<M>; id: string } & Conditions<M>)
  | ({ upsert: Upsert<M>; id: string } & Pick<Conditions<M>, 'if'>)
  | ({ delete: string } & Conditions<M>);

/** What became of one write of a batch: it was done, or why it was not. A deleted item is not there. */
export type Outcome<Item, Refusal = BackendError> = { ok: true; item?: Item } | { ok: false; error: Refusal };

/** A method an index. */
type IndexCalls<M extends Model, S extends Side> = {
  readonly [Index in keyof Trait<M, 'indexes', unknown>]: <const I extends Include<M> = {}>(
    query: Query<M, Index> & Including<M, I> & S['options'],
  ) => Pages<With<M, I>>;
};

/** What an application has of one model. */
export type ModelClient<M extends Model, S extends Side> = M extends { without: infer Absent extends string }
  ? Omit<ModelCalls<M, S> & IndexCalls<M, S>, Absent>
  : ModelCalls<M, S> & IndexCalls<M, S>;

/** One write of a transaction, or one check. */
export interface Action<Result> {
  readonly model: string;
  /** There is no such value: it says what the write gives. */
  readonly result?: Result;
}

/** The writes of one model in a transaction, which take what its calls take; and a check. */
export interface ModelActions<M extends Model> {
  create(values: Create<M>, options?: CreateOptions<M>): Action<M['item']>;
  update(id: string, patch: Update<M>, conditions?: Conditions<M>): Action<M['item']>;
  replace(id: string, values: Replace<M>, conditions?: Conditions<M>): Action<M['item']>;
  upsert(id: string, values: Upsert<M>, conditions?: Pick<Conditions<M>, 'if'>): Action<M['item']>;
  delete(id: string, conditions?: Conditions<M>): Action<null>;
  /** Writes nothing: the transaction is refused unless the item is there, and like this. */
  check(id: string, conditions?: Conditions<M>): Action<null>;
}

interface Transact<Actions, S extends Side> {
  /**
   * Several writes, of one model or more: all of them are done, or none. Each gives its item, `null` where it deletes or checks one.
   * `transact((to) => [to.orders.create({ … }), to.products.update(id, { $increment: { stock: -1 } }, { if: { stock: { gt: 0 } } })])`
   * @throws `transaction-refused`: the error's `problems` say of which action (`/actions/1`), and why
   */
  transact<const A extends readonly Action<unknown>[]>(
    actions: (to: Actions) => A,
    options?: S['options'],
  ): Promise<{ -readonly [N in keyof A]: A[N] extends Action<infer Result> ? Result : never }>;
}

type AsModel<T> = T extends Model ? T : never;

type Calls<Models, S extends Side> = { readonly [M in keyof Models]: ModelClient<AsModel<Models[M]>, S> } & Transact<
  { readonly [M in keyof Models]: ModelActions<AsModel<Models[M]>> },
  S
>;

/** The calls of all models in an application. */
export type ClientData<Models> = Calls<Models, ClientSide>;
/** The same in a function, by the rules of whoever called it. */
export type CallerData<Models> = Calls<Models, ServerSide>;
/** The same in a function, without rules. */
export type AdminData<Models> = { readonly [M in keyof Models]: ModelClient<AdminModel<AsModel<Models[M]>>, ServerSide> } & Transact<
  { readonly [M in keyof Models]: ModelActions<AdminModel<AsModel<Models[M]>>> },
  ServerSide
>;
