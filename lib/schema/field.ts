import type { Fault, Fields, FieldSpec } from '../manifest';
import { type Kind, list, made, named, textLike } from '../structs';
import type {
  BooleanFieldOptions,
  BytesFieldOptions,
  DatetimeFieldOptions,
  FieldOptions,
  IdFieldOptions,
  JsonFieldOptions,
  ListFieldOptions,
  MapFieldOptions,
  NumberFieldOptions,
  ObjectFieldOptions,
  StringFieldOptions,
  StringSetFieldOptions,
  TextFieldOptions,
} from './field-options';
import * as structs from './field-structs';

/**
 * One field of a model, of a function's input or of its output.
 * Limits are checked by the server on every write, and by the generated client's checks before sending.
 */
export class Field {
  /** Text. */
  public static string(options: StringFieldOptions = {}): Field {
    return Field.of({ type: 'string' }, structs.STRING_FIELD, options);
  }

  /** A whole number between -(2^53 - 1) and 2^53 - 1. */
  public static integer(options: NumberFieldOptions = {}): Field {
    return Field.of({ type: 'integer' }, structs.NUMBER_FIELD, options);
  }

  /** A number, as JSON and JavaScript have it (IEEE 754 double precision). */
  public static number(options: NumberFieldOptions = {}): Field {
    return Field.of({ type: 'number' }, structs.NUMBER_FIELD, options);
  }

  /** True or false. */
  public static boolean(options: BooleanFieldOptions = {}): Field {
    return Field.of({ type: 'boolean' }, structs.BOOLEAN_FIELD, options);
  }

  /**
   * A point in time, RFC 3339 text. Stored in UTC with milliseconds, so that text order is time order.
   * @see https://www.rfc-editor.org/rfc/rfc3339
   */
  public static datetime(options: DatetimeFieldOptions = {}): Field {
    return Field.of({ type: 'datetime' }, structs.DATETIME_FIELD, options);
  }

  /** A day of the calendar: `2026-02-28`. */
  public static date(options: TextFieldOptions = {}): Field {
    return Field.of({ type: 'date' }, structs.TEXT_FIELD, options);
  }

  /** A time of day: `08:30:00` (RFC 3339, without an offset). */
  public static time(options: TextFieldOptions = {}): Field {
    return Field.of({ type: 'time' }, structs.TEXT_FIELD, options);
  }

  /** An address of mail, as HTML's `<input type="email">` takes it. */
  public static email(options: TextFieldOptions = {}): Field {
    return Field.of({ type: 'email' }, structs.TEXT_FIELD, options);
  }

  /** An absolute URL of `http` or `https`. */
  public static url(options: TextFieldOptions = {}): Field {
    return Field.of({ type: 'url' }, structs.TEXT_FIELD, options);
  }

  /** A telephone number as E.164 has it: `+4930123456`. */
  public static phone(options: TextFieldOptions = {}): Field {
    return Field.of({ type: 'phone' }, structs.TEXT_FIELD, options);
  }

  /** An IPv4 or IPv6 address, the latter in the form of RFC 5952. */
  public static ip(options: TextFieldOptions = {}): Field {
    return Field.of({ type: 'ip' }, structs.TEXT_FIELD, options);
  }

  /** Bytes, base64 text (RFC 4648) in JSON and binary in the table; up to 64 KiB unless said otherwise. What is larger is a file. */
  public static bytes(options: BytesFieldOptions = {}): Field {
    return Field.of({ type: 'bytes' }, structs.BYTES_FIELD, options);
  }

  /** One of the given strings. */
  public static choice(choices: string[], options: TextFieldOptions = {}): Field {
    const faults: Fault[] = [];
    const right = list(textLike('draft')).read(choices, 'choices', faults) ?? [];
    return Field.of({ type: 'choice', choices: right }, structs.TEXT_FIELD, options, faults);
  }

  /** Any JSON value, stored and returned as it is. It cannot be an index key. */
  public static json(options: JsonFieldOptions = {}): Field {
    return Field.of({ type: 'json' }, structs.JSON_FIELD, options);
  }

  /** The id of an item (of this model or of another). */
  public static id(options: IdFieldOptions = {}): Field {
    return Field.of({ type: 'id' }, structs.ID_FIELD, options);
  }

  /** A list whose items are all of one kind: `Field.list(Field.string({ maxLength: 40 }), { maxItems: 20 })`. */
  public static list(items: Field, options: ListFieldOptions = {}): Field {
    const faults: Fault[] = [];
    return Field.of({ type: 'list', items: specOf(items, faults) }, structs.LIST_FIELD, options, faults);
  }

  /** Texts without repetition, which operators add and remove atomically: a string set in the table, a sorted list in JSON. */
  public static stringSet(options: StringSetFieldOptions = {}): Field {
    return Field.of({ type: 'stringSet' }, structs.STRING_SET_FIELD, options);
  }

  /** An object whose members have any names, and values all of one kind: `Field.map(Field.integer())`. */
  public static map(items: Field, options: MapFieldOptions = {}): Field {
    const faults: Fault[] = [];
    return Field.of({ type: 'map', items: specOf(items, faults) }, structs.MAP_FIELD, options, faults);
  }

  /** A nested object with fields of its own. */
  public static object(fields: { [name: string]: Field }, options: ObjectFieldOptions = {}): Field {
    const faults: Fault[] = [];
    const right = named(FIELD, 'street').read(fields, 'fields', faults) ?? {};
    return Field.of({ type: 'object', fields: fieldSpecs(right) }, structs.OBJECT_FIELD, options, faults);
  }

  /** @param faults of what else the factory is given */
  private static of<Options extends FieldOptions>(spec: FieldSpec, kind: Kind<Options>, given: Options, faults: Fault[] = []): Field {
    const { rules, ...options }: FieldOptions = kind.read(given, '', faults) ?? {};
    return new Field({ ...spec, ...options, ...(rules && { rules: rules.map((rule) => rule._spec) }) }, faults);
  }

  /** @internal */
  public readonly _spec: FieldSpec;
  /** @internal */
  public readonly _faults: readonly Fault[];

  private constructor(spec: FieldSpec, faults: Fault[]) {
    this._spec = spec;
    this._faults = faults;
  }
}

export const FIELD = made(Field, 'Field.string()', Field.string());

/** The manifest's form of declared fields. */
export function fieldSpecs(fields: { [name: string]: Field }): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field._spec]));
}

function specOf(items: Field, faults: Fault[]): FieldSpec {
  return (FIELD.read(items, 'items', faults) ?? Field.string())._spec;
}
