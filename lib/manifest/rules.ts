import type { Comparison } from './comparison';
import type { Comparable } from './expression';

/** What a rule can admit to. Files know no `update` (a stored file is replaced by a new upload: `create`); calling a function or subscribing to a topic is not divided. */
export type Operation = 'create' | 'get' | 'list' | 'update' | 'delete';
export const OPERATIONS: readonly Operation[] = ['create', 'get', 'list', 'update', 'delete'];

/**
 * What a field of the item must hold, in the words of filters: `{ field: 'stars', op: 'ge', value: 3 }`.
 * A field that the item lacks meets `ne` and `exists: false`, and nothing else.
 */
export interface ConditionSpec {
  /** Of the item, or, dotted, of nested objects: `address.city`. */
  readonly field: string;
  /** How it compares; absent: `eq`. */
  readonly op?: Comparison;
  /** A list for `in` and `between`. */
  readonly value: Comparable | readonly Comparable[];
}

/**
 * Who is admitted, to which operations (all where none is named), on which items. Rules of a list are alternatives: one that admits is enough.
 *
 * - `owner`: who made the item.
 * - `owners`: who is named by a field: a text, a list of texts or a string set of owners. By `id`: whose owner id the item's id is.
 * - `group`: members of a group; `groupIn`: of a group that a field names (a text, a list of texts or a string set).
 * - `claim`: whose token has a claim with the value of a field (a tenant); of a claim that is a list, with one of its values.
 * - `related`: who is admitted by the rules of the item that a `belongsTo` relation names; to its `operation`, or, where none is said, to
 *   `get` for reading and to `update` for anything else.
 * - `allOf`, `anyOf`: whom all, or one of them admit.
 */
export type RuleSpec = (
  | { readonly allow: 'owner' | 'authenticated' | 'guest' }
  | { readonly allow: 'owners'; readonly field: string }
  | { readonly allow: 'group'; readonly group: string }
  | { readonly allow: 'groupIn'; readonly field: string }
  | { readonly allow: 'claim'; readonly claim: string; readonly field: string }
  | { readonly allow: 'related'; readonly relation: string; readonly operation?: Operation }
  | { readonly allow: 'allOf' | 'anyOf'; readonly rules: readonly RuleSpec[] }
) & { readonly operations?: readonly Operation[]; readonly when?: readonly ConditionSpec[] };

/** Who calls, as the verified token says. A guest has neither owner nor groups. */
export interface Caller {
  /** The value of the configured owner claim; absent for a guest. */
  readonly owner?: string;
  readonly groups: readonly string[];
  /** What else the access token says. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

export const GUEST: Caller = { groups: [] };
