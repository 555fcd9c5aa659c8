import type { RuleSpec } from './rules';

/**
 * The kinds of value that a field can hold. Dates and times are RFC 3339 text; `datetime` is stored in UTC with milliseconds, so that text
 * order is time order. `bytes` are base64 text in JSON and binary in DynamoDB, a `stringSet` is a list without repetitions in JSON and a
 * string set in DynamoDB, a `map` is an object whose members have names that nobody declared.
 */
export const FIELD_TYPES = [
  'string',
  'integer',
  'number',
  'boolean',
  'datetime',
  'date',
  'time',
  'email',
  'url',
  'phone',
  'ip',
  'choice',
  'json',
  'id',
  'bytes',
  'stringSet',
  'list',
  'map',
  'object',
] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** Types whose values are text, and in the order of text. */
export const TEXT_TYPES: readonly FieldType[] = ['string', 'choice', 'id', 'datetime', 'date', 'time', 'email', 'url', 'phone', 'ip'];
/** Types that hold one value: what can be a key, and be compared in a condition of a rule or a list. */
export const SCALAR_TYPES: readonly FieldType[] = [...TEXT_TYPES, 'integer', 'number', 'boolean'];

/** One declared field, as the manifest holds it. Absent members mean "no such limit". */
export interface FieldSpec {
  readonly type: FieldType;
  readonly required?: boolean;
  /** Set on create where the caller sends nothing. */
  readonly defaultValue?: unknown;
  /** The same, with what only the moment tells: the time, who calls (nothing for a guest), a new UUIDv7. */
  readonly defaultFrom?: DefaultSource;
  /** No two items of the model have the same value here. Of a field of the model itself, that holds one text or number. */
  readonly unique?: boolean;
  /** Set on create, and never changed by a caller afterwards. */
  readonly immutable?: boolean;
  /** Callers never set it: defaults and the server side (`asAdmin`) do. */
  readonly readOnly?: boolean;
  /** Never leaves the backend: no answer, no filter and no index tells it; the server side (`asAdmin`) reads it. */
  readonly hidden?: boolean;
  /** Of one `datetime` of a model: from then on the item is gone. */
  readonly ttl?: boolean;
  /** Whom, beside a rule of the model, one of these must admit to read the field (get, list) or to set it (create, update). Absent: nobody else need. */
  readonly rules?: readonly RuleSpec[];
  /** Bounds of an `integer` or `number`, inclusive. */
  readonly min?: number;
  readonly max?: number;
  /** Bounds of a text in UTF-16 code units (JavaScript's `length`), of `bytes` in bytes, inclusive. */
  readonly minLength?: number;
  readonly maxLength?: number;
  /** A regular expression (ECMA-262, flag `u`) that the whole string must match. */
  readonly pattern?: string;
  /** The values of a `choice`. */
  readonly choices?: readonly string[];
  /** What a `list` or `map` holds, and how many of it; of a `stringSet` how many. */
  readonly items?: FieldSpec;
  readonly minItems?: number;
  readonly maxItems?: number;
  /** The members of an `object`. */
  readonly fields?: Fields;
  /** Names an `object` that several models hold: its type in the generated client and in OpenAPI. */
  readonly typeName?: string;
  readonly description?: string;
}

export const DEFAULT_SOURCES = ['now', 'caller', 'uuid'] as const;
export type DefaultSource = (typeof DEFAULT_SOURCES)[number];

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
