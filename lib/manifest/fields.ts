/** The kinds of value that a field can hold. Dates are RFC 3339 text; `datetime` is stored in UTC with milliseconds, so that text order is time order. */
export const FIELD_TYPES = [
  'string',
  'integer',
  'number',
  'boolean',
  'datetime',
  'date',
  'choice',
  'json',
  'id',
  'list',
  'object',
] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** Types whose values are text, and in the order of text. */
export const TEXT_TYPES: readonly FieldType[] = ['string', 'choice', 'id', 'datetime', 'date'];
/** Types that hold one value: what can be a key, and be compared in a condition of a rule or a list. */
export const SCALAR_TYPES: readonly FieldType[] = [...TEXT_TYPES, 'integer', 'number', 'boolean'];

/** One declared field, as the manifest holds it. Absent members mean "no such limit". */
export interface FieldSpec {
  readonly type: FieldType;
  readonly required?: boolean;
  /** Set on create where the caller sends nothing. */
  readonly defaultValue?: unknown;
  /** Bounds of an `integer` or `number`, inclusive. */
  readonly min?: number;
  readonly max?: number;
  /** Bounds of a `string` in UTF-16 code units (JavaScript's `length`), inclusive. */
  readonly minLength?: number;
  readonly maxLength?: number;
  /** A regular expression (ECMA-262, flag `u`) that the whole string must match. */
  readonly pattern?: string;
  /** The values of a `choice`. */
  readonly choices?: readonly string[];
  /** What a `list` holds, and how many of it. */
  readonly items?: FieldSpec;
  readonly minItems?: number;
  readonly maxItems?: number;
  /** The members of an `object`. */
  readonly fields?: Fields;
  readonly description?: string;
}

export type Fields = Readonly<Record<string, FieldSpec>>;

/** What every item has beside its declared fields. The server sets them all; a client may choose `id` on create only. */
export const SYSTEM_FIELDS = ['id', 'owner', 'version', 'createdAt', 'updatedAt'] as const;
export type SystemField = (typeof SYSTEM_FIELDS)[number];

/** System fields as fields, for queries and descriptions. `owner` is there where a rule asks for one or an index uses it. */
export const SYSTEM_FIELD_SPECS: Readonly<Record<SystemField, FieldSpec>> = {
  id: { type: 'id' },
  owner: { type: 'string' },
  version: { type: 'integer', min: 1 },
  createdAt: { type: 'datetime' },
  updatedAt: { type: 'datetime' },
};

/** A declared or system field of a model, by name. */
export function fieldOf(fields: Fields, name: string): FieldSpec | undefined {
  if (Object.hasOwn(fields, name)) {
    return fields[name];
  }
  return Object.hasOwn(SYSTEM_FIELD_SPECS, name) ? SYSTEM_FIELD_SPECS[name as SystemField] : undefined;
}
