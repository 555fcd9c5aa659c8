import { ANYTHING, BOOLEAN, list, type Members, NUMBER, oneOf, struct, TEXT, textLike } from '../structs';
import { DefaultFrom } from './default-from';
import type * as options from './field-options';
import { RULE } from './rule';

/** What the options of fields may be. A default may be anything here: the field itself says what it takes. */

const FIELD: Members<options.FieldOptions> = {
  required: BOOLEAN,
  description: TEXT,
  immutable: BOOLEAN,
  readOnly: BOOLEAN,
  hidden: BOOLEAN,
  rules: list(RULE),
};

const UNIQUE: Members<options.UniqueFieldOptions> = { ...FIELD, unique: BOOLEAN };
const DEFAULT = { defaultValue: ANYTHING };
const DEFAULT_FROM = { ...DEFAULT, defaultFrom: oneOf<DefaultFrom>('DefaultFrom', DefaultFrom) };
const LENGTH = { minLength: NUMBER, maxLength: NUMBER };
const ITEMS = { minItems: NUMBER, maxItems: NUMBER };

export const STRING_FIELD = struct<options.StringFieldOptions>({ ...UNIQUE, ...DEFAULT_FROM, ...LENGTH, pattern: textLike('[A-Z]{3}') });
export const NUMBER_FIELD = struct<options.NumberFieldOptions>({ ...UNIQUE, ...DEFAULT, min: NUMBER, max: NUMBER });
export const BOOLEAN_FIELD = struct<options.BooleanFieldOptions>({ ...FIELD, ...DEFAULT });
export const TEXT_FIELD = struct<options.TextFieldOptions>({ ...UNIQUE, ...DEFAULT });
export const ID_FIELD = struct<options.IdFieldOptions>({ ...UNIQUE, ...DEFAULT_FROM });
export const DATETIME_FIELD = struct<options.DatetimeFieldOptions>({ ...UNIQUE, ...DEFAULT_FROM, ttl: BOOLEAN });
export const BYTES_FIELD = struct<options.BytesFieldOptions>({ ...FIELD, ...DEFAULT, ...LENGTH });
export const STRING_SET_FIELD = struct<options.StringSetFieldOptions>({ ...FIELD, ...DEFAULT, ...ITEMS });
export const MAP_FIELD = struct<options.MapFieldOptions>({ ...FIELD, ...DEFAULT, ...ITEMS });
export const OBJECT_FIELD = struct<options.ObjectFieldOptions>({ ...FIELD, typeName: textLike('Address') });
export const JSON_FIELD = struct<options.JsonFieldOptions>({ ...FIELD, ...DEFAULT });
export const LIST_FIELD = struct<options.ListFieldOptions>({ ...FIELD, ...DEFAULT, ...ITEMS });
