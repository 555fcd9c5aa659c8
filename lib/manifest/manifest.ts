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
