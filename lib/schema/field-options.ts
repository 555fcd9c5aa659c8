import type { DefaultFrom } from './default-from';
import type { Rule } from './rule';

/** What every field has. Traits other than `required` and `description` are for the fields of a model itself, not for what objects and lists hold. */
export interface FieldOptions {
  /**
   * Whether an item must have a value here.
   * @default false
   */
  readonly required?: boolean;

  /**
   * What the field is for; it stands in the generated client and in OpenAPI.
   * @default - none
   */
  readonly description?: string;

  /**
   * Whether it is set when the item is made, and never changed by a caller afterwards; he may send the value that is there.
   * @default false
   */
  readonly immutable?: boolean;

  /**
   * Whether callers cannot set it: its default does, and the server side (`asAdmin`).
   * @default false
   */
  readonly readOnly?: boolean;

  /**
   * Whether it never leaves the backend: callers may set it, but no answer, filter or index tells of it; the server side (`asAdmin`) reads it.
   * @default false
   */
  readonly hidden?: boolean;

  /**
   * Who may read it (get, list) and set it (create, update), of those whom the model's rules admit: one of these must admit them too. Who may
   * not read it gets items without it.
   * @default - whom the model's rules admit
   */
  readonly rules?: Rule[];
}

/** A field whose value can be unique. */
export interface UniqueFieldOptions extends FieldOptions {
  /**
   * Whether no two items of the model may have the same value, also under concurrent writes: the later write is a conflict (409). It tells
   * who asks that a value is taken.
   * @default false
   */
  readonly unique?: boolean;
}

/** A `string` field. Lengths are in UTF-16 code units, as JavaScript counts them. */
export interface StringFieldOptions extends UniqueFieldOptions {
  /**
   * Set on create where the caller sends nothing.
   * @default - none
   */
  readonly defaultValue?: string;
  /**
   * Set on create where the caller sends nothing: who calls, or a new UUIDv7.
   * @default - `defaultValue`
   */
  readonly defaultFrom?: DefaultFrom;
  /**
   * The shortest value, inclusive.
   * @default 0
   */
  readonly minLength?: number;
  /**
   * The longest value, inclusive.
   * @default - only the item's own limit of 400 kB
   */
  readonly maxLength?: number;
  /**
   * A regular expression (ECMA-262, flag `u`) that the whole value must match.
   * @default - any text
   */
  readonly pattern?: string;
}

/** An `integer` or `number` field. */
export interface NumberFieldOptions extends UniqueFieldOptions {
  /**
   * Set on create where the caller sends nothing.
   * @default - none
   */
  readonly defaultValue?: number;
  /**
   * The least value, inclusive.
   * @default - none
   */
  readonly min?: number;
  /**
   * The greatest value, inclusive.
   * @default - none
   */
  readonly max?: number;
}

/** A `boolean` field. */
export interface BooleanFieldOptions extends FieldOptions {
  /**
   * Set on create where the caller sends nothing.
   * @default - none
   */
  readonly defaultValue?: boolean;
}

/** A `date`, `time`, `email`, `url`, `phone`, `ip` or `choice` field. */
export interface TextFieldOptions extends UniqueFieldOptions {
  /**
   * Set on create where the caller sends nothing.
   * @default - none
   */
  readonly defaultValue?: string;
}

/** An `id` field. */
export interface IdFieldOptions extends TextFieldOptions {
  /**
   * Set on create where the caller sends nothing: who calls, or a new UUIDv7.
   * @default - `defaultValue`
   */
  readonly defaultFrom?: DefaultFrom;
}

/** A `datetime` field. */
export interface DatetimeFieldOptions extends TextFieldOptions {
  /**
   * Set on create where the caller sends nothing: the time of the write.
   * @default - `defaultValue`
   */
  readonly defaultFrom?: DefaultFrom;

  /**
   * Whether the item is gone from then on: for everyone at once, and from the table within days, as DynamoDB cleans up. One field of a model.
   * @default false
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
   */
  readonly ttl?: boolean;
}

/** A `bytes` field: base64 text (RFC 4648) in JSON. Larger things are files. */
export interface BytesFieldOptions extends FieldOptions {
  /**
   * Set on create where the caller sends nothing: base64 text.
   * @default - none
   */
  readonly defaultValue?: string;
  /**
   * The fewest bytes, inclusive.
   * @default 0
   */
  readonly minLength?: number;
  /**
   * The most bytes, inclusive.
   * @default 65536
   */
  readonly maxLength?: number;
}

/** A `stringSet` field: texts without repetition and without an order of their own, a list in JSON. */
export interface StringSetFieldOptions extends FieldOptions {
  /**
   * Set on create where the caller sends nothing.
   * @default - none
   */
  readonly defaultValue?: string[];
  /**
   * The fewest members, inclusive.
   * @default 0
   */
  readonly minItems?: number;
  /**
   * The most members, inclusive.
   * @default - only the item's own limit of 400 kB
   */
  readonly maxItems?: number;
}

/** A `map` field: an object whose members have any names, and values all of one kind. */
export interface MapFieldOptions extends FieldOptions {
  /**
   * Set on create where the caller sends nothing.
   * @default - none
   */
  readonly defaultValue?: any;
  /**
   * The fewest members, inclusive.
   * @default 0
   */
  readonly minItems?: number;
  /**
   * The most members, inclusive.
   * @default - only the item's own limit of 400 kB
   */
  readonly maxItems?: number;
}

/** An `object` field. */
export interface ObjectFieldOptions extends FieldOptions {
  /**
   * Names the object's type in the generated client and in OpenAPI: for one that several models hold, as in
   * `const address = Field.object({ ... }, { typeName: 'Address' })`.
   * @default - the type has no name of its own
   */
  readonly typeName?: string;
}

/** A `json` field. */
export interface JsonFieldOptions extends FieldOptions {
  /**
   * Set on create where the caller sends nothing: any JSON value.
   * @default - none
   */
  readonly defaultValue?: any;
}

/** A `list` field. */
export interface ListFieldOptions extends FieldOptions {
  /**
   * Set on create where the caller sends nothing.
   * @default - none
   */
  readonly defaultValue?: any[];
  /**
   * The fewest items, inclusive.
   * @default 0
   */
  readonly minItems?: number;
  /**
   * The most items, inclusive.
   * @default - only the item's own limit of 400 kB
   */
  readonly maxItems?: number;
}
