import type { Pages } from './pages.js';

/** What the generated `Backend` type says of a model. */
export interface AnyModel {
  readonly item: unknown;
  readonly create: unknown;
  readonly update: unknown;
  /** What each index takes. */
  readonly queries: unknown;
  /** What `list` takes; `never` where there is nothing to list by. */
  readonly list: unknown;
}

/** What a generated `Backend` type is like: `import type { Backend } from '../client'`. */
export interface AnyBackend {
  readonly data: object;
  readonly functions: object;
  /** The names of the file spaces. */
  readonly files: string;
  /** The names of the topics. */
  readonly topics: string;
}

type Model<B extends AnyBackend, M extends keyof B['data']> = B['data'][M] extends AnyModel ? B['data'][M] : AnyModel;

/** All models, and for each its calls. */
export type DataCalls<B extends AnyBackend, Create> = { readonly [M in keyof B['data']]: ModelCalls<Model<B, M>, Create> };

export interface WriteOptions {
  /** Write only if the item still has this `version`. */
  readonly ifVersion?: number;
}

export interface AdminCreateOptions {
  /** Whom the item belongs to, where items have an owner. @default nobody */
  readonly owner?: string;
}

/** What a caller's create takes beside the values. */
export type CallerCreateOptions = Record<string, never>;

/**
 * The calls of one model, one method an index among them. Each throws a Problem for what is refused: `not-found`, `forbidden`,
 * `validation-failed`, `version-mismatch`, `conflict`.
 */
export type ModelCalls<M extends AnyModel, Create> = {
  create(values: M['create'], options?: Create): Promise<M['item']>;
  get(id: string): Promise<M['item']>;
  /** @param patch a JSON Merge Patch (RFC 7396): what is absent stays, null removes */
  update(id: string, patch: M['update'], options?: WriteOptions): Promise<M['item']>;
  delete(id: string, options?: WriteOptions): Promise<void>;
  list(query: M['list']): Pages<M['item']>;
} & { readonly [Index in keyof M['queries']]: (query: M['queries'][Index]) => Pages<M['item']> };
