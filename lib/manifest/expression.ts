/**
 * What may be said of an item, as data: the form that rules take for one caller, that filters of lists and conditions of writes take when
 * they have been read. One form, so that it is evaluated by one code and becomes DynamoDB's by another.
 */
export type Expression =
  /** Always, or never. */
  | { readonly op: 'always' }
  | { readonly op: 'never' }
  | { readonly op: 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge'; readonly path: Path; readonly value: Comparable }
  | { readonly op: 'between'; readonly path: Path; readonly from: Comparable; readonly to: Comparable }
  | { readonly op: 'in'; readonly path: Path; readonly values: readonly Comparable[] }
  | { readonly op: 'beginsWith'; readonly path: Path; readonly value: string }
  /** Of a text, a part; of a list or string set, a member. */
  | { readonly op: 'contains'; readonly path: Path; readonly value: Comparable }
  | { readonly op: 'exists'; readonly path: Path }
  /** Of the item that a `belongsTo` relation names; false where there is none. */
  | { readonly op: 'related'; readonly relation: string; readonly of: Expression }
  | { readonly op: 'not'; readonly of: Expression }
  | { readonly op: 'and' | 'or'; readonly of: readonly Expression[] };

/** A field, or a member of nested objects: `['address', 'city']`. What is absent equals nothing, and meets only `not` and `ne`. */
export type Path = readonly string[];

export type Comparable = string | number | boolean;
