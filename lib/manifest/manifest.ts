import type { Fields } from './fields';
import type { RuleSpec } from './rules';

/** The format of this document. It grows by one with each change that an older reader could not understand. */
export const MANIFEST_VERSION = 1;

/**
 * A backend, as declared: the one document from which resources, handlers, client and OpenAPI are made.
 * It is plain JSON without CDK tokens. What is known only after deployment is a {@link Binding}.
 */
export interface Manifest {
  readonly manifestVersion: typeof MANIFEST_VERSION;
  /** Literal and unique in its account and Region; physical names start with it. */
  readonly backendId: string;
  readonly auth?: AuthSection;
  readonly data?: DataSection;
  readonly files?: FilesSection;
  readonly functions?: FunctionsSection;
  readonly push?: PushSection;
  /** Sections of capabilities that Plinth does not know, by capability name. */
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface AuthSection {
  /** The claim of the access token that names an owner. */
  readonly ownerClaim: string;
  /** `uuid`: user names are UUIDs made by the client, and email is an alias. `email`: an imported pool whose user name is the address. */
  readonly userName: 'uuid' | 'email';
  readonly groups: readonly string[];
}

export interface DataSection {
  readonly models: Readonly<Record<string, ModelSpec>>;
}

export interface ModelSpec {
  readonly fields: Fields;
  readonly rules: readonly RuleSpec[];
  readonly indexes: Readonly<Record<string, IndexSpec>>;
  /** What its items have to do with those of other models, by the names that applications include them by. */
  readonly relations?: Readonly<Record<string, RelationSpec>>;
  /** Fields that make an item's id, see `idFrom`: no two items have the same values in all of them. Nobody chooses another id. */
  readonly idFrom?: readonly string[];
  /** Whether a list without an index may read the whole table. */
  readonly allowScan?: boolean;
  /** A literal name of a table made elsewhere or restored; otherwise see `tableName`. An imported name that is a token is a binding. */
  readonly table?: string;
  readonly description?: string;
}

/** An index: equality on all of `partition`, a range on the last `sort` attribute used. */
export interface IndexSpec {
  readonly partition: readonly string[];
  readonly sort: readonly string[];
}

/**
 * What an item has to do with others.
 *
 * - `belongsTo`: `field` of this item holds the id of one item of `model`, which is there when the field is set. What becomes of this item
 *   when that one is deleted, `onDelete` says.
 * - `hasOne`, `hasMany`: the other side of it: `field` of items of `model` holds this item's id, and their `index` finds them by it.
 * - `manyToMany`: items of `model`, linked by items of the model `through`: their `field` holds this item's id, `index` finds them by it,
 *   and `otherField` holds the other's id.
 */
export type RelationSpec =
  | { readonly kind: 'belongsTo'; readonly model: string; readonly field: string; readonly onDelete: OnDelete }
  | { readonly kind: 'hasOne' | 'hasMany'; readonly model: string; readonly field: string; readonly index: string }
  | {
      readonly kind: 'manyToMany';
      readonly model: string;
      readonly through: string;
      readonly field: string;
      readonly index: string;
      readonly otherField: string;
    };

/** `restrict`: the other cannot be deleted while this is there. `cascade`: this is deleted with it. `setNull`: its field is removed. */
export const ON_DELETE = ['restrict', 'cascade', 'setNull'] as const;
export type OnDelete = (typeof ON_DELETE)[number];

/** Of one table. @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
export const MAX_INDEXES = 20;
/** Of the partition key, and of the sort key. @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.DesignPattern.MultiAttributeKeys.html */
export const MAX_KEY_ATTRIBUTES = 4;

export interface FilesSection {
  readonly spaces: Readonly<Record<string, SpaceSpec>>;
}

export interface SpaceSpec {
  readonly rules: readonly RuleSpec[];
  /** Bytes. */
  readonly maxSize: number;
  /** Exact media types, or `image/*`; absent: any. */
  readonly contentTypes?: readonly string[];
}

export interface FunctionsSection {
  readonly functions: Readonly<Record<string, FunctionSpec>>;
}

export interface FunctionSpec {
  /** Absent: clients cannot call it, it is for triggers only. */
  readonly rules?: readonly RuleSpec[];
  readonly input: Fields;
  readonly output: Fields;
  /** `direct`: an entry file wrapped by Plinth, which API Gateway calls. `handler`: any other function, called and checked by the functions handler. */
  readonly invoke: 'direct' | 'handler';
  readonly triggers: readonly TriggerSpec[];
}

export type ChangeOperation = 'create' | 'update' | 'delete';

export type TriggerSpec =
  | { readonly on: 'change'; readonly model: string; readonly operations: readonly ChangeOperation[] }
  | { readonly on: 'file'; readonly space: string }
  | { readonly on: 'schedule'; readonly expression: string };

export interface PushSection {
  readonly platforms: readonly PushPlatform[];
  readonly topics: Readonly<Record<string, TopicSpec>>;
}

export type PushPlatform = 'apns' | 'apnsSandbox' | 'fcm';
export const PUSH_PLATFORMS: readonly PushPlatform[] = ['apns', 'apnsSandbox', 'fcm'];

export interface TopicSpec {
  readonly rules: readonly RuleSpec[];
}
