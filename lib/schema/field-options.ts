/** What every field has. */
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
}

/** A `string` field. Lengths are in UTF-16 code units, as JavaScript counts them. */
export interface StringFieldOptions extends FieldOptions {
  /**
   * Set on create where the caller sends nothing.
   * @default - none
   */
  readonly defaultValue?: string;
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
export interface NumberFieldOptions extends FieldOptions {
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

/** A `datetime`, `date`, `choice` or `id` field. */
export interface TextFieldOptions extends FieldOptions {
  /**
   * Set on create where the caller sends nothing.
   * @default - none
   */
  readonly defaultValue?: string;
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
