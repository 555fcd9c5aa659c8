/** What a rule can admit to. Files know no `update` (a stored file is replaced by a new upload: `create`); calling a function or subscribing to a topic is not divided. */
export type Operation = 'create' | 'get' | 'list' | 'update' | 'delete';
export const OPERATIONS: readonly Operation[] = ['create', 'get', 'list', 'update', 'delete'];

/** A field of the item must hold this value. */
export interface ConditionSpec {
  readonly field: string;
  readonly value: string | number | boolean;
}

/** Who is admitted, to which operations (all where none is named), on which items. Rules of a list are alternatives: one that admits is enough. */
export type RuleSpec = (
  | { readonly allow: 'owner' | 'authenticated' | 'guest' }
  | { readonly allow: 'group'; readonly group: string }
  | { readonly allow: 'allOf'; readonly rules: readonly RuleSpec[] }
) & { readonly operations?: readonly Operation[]; readonly when?: readonly ConditionSpec[] };

/** Who calls, as the verified token says. A guest has neither owner nor groups. */
export interface Caller {
  /** The value of the configured owner claim; absent for a guest. */
  readonly owner?: string;
  readonly groups: readonly string[];
}

export const GUEST: Caller = { groups: [] };
