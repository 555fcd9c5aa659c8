import type { Fields, FieldSpec } from '../manifest';
import type {
  BooleanFieldOptions,
  FieldOptions,
  JsonFieldOptions,
  ListFieldOptions,
  NumberFieldOptions,
  StringFieldOptions,
  TextFieldOptions,
} from './field-options';

/**
 * One field of a model, of a function's input or of its output.
 * Limits are checked by the server on every write, and by the generated client's checks before sending.
 */
export class Field {
  /** Text. */
  public static string(options: StringFieldOptions = {}): Field {
    return new Field({ type: 'string', ...options });
  }

  /** A whole number between -(2^53 - 1) and 2^53 - 1. */
  public static integer(options: NumberFieldOptions = {}): Field {
    return new Field({ type: 'integer', ...options });
  }

  /** A number, as JSON and JavaScript have it (IEEE 754 double precision). */
  public static number(options: NumberFieldOptions = {}): Field {
    return new Field({ type: 'number', ...options });
  }

  /** True or false. */
  public static boolean(options: BooleanFieldOptions = {}): Field {
    return new Field({ type: 'boolean', ...options });
  }

  /**
   * A point in time, RFC 3339 text. Stored in UTC with milliseconds, so that text order is time order.
   * @see https://www.rfc-editor.org/rfc/rfc3339
   */
  public static datetime(options: TextFieldOptions = {}): Field {
    return new Field({ type: 'datetime', ...options });
  }

  /** A day of the calendar: `2026-02-28`. */
  public static date(options: TextFieldOptions = {}): Field {
    return new Field({ type: 'date', ...options });
  }

  /** One of the given strings. */
  public static choice(choices: string[], options: TextFieldOptions = {}): Field {
    return new Field({ type: 'choice', choices, ...options });
  }

  /** Any JSON value, stored and returned as it is. It cannot be an index key. */
  public static json(options: JsonFieldOptions = {}): Field {
    return new Field({ type: 'json', ...options });
  }

  /** The id of an item (of this model or of another). */
  public static id(options: TextFieldOptions = {}): Field {
    return new Field({ type: 'id', ...options });
  }

  /** A list whose items are all of one kind: `Field.list(Field.string({ maxLength: 40 }), { maxItems: 20 })`. */
  public static list(items: Field, options: ListFieldOptions = {}): Field {
    return new Field({ type: 'list', items: items._spec, ...options });
  }

  /** A nested object with fields of its own. */
  public static object(fields: { [name: string]: Field }, options: FieldOptions = {}): Field {
    return new Field({ type: 'object', fields: fieldSpecs(fields), ...options });
  }

  /** @internal */
  public readonly _spec: FieldSpec;

  private constructor(spec: FieldSpec) {
    this._spec = spec;
  }
}

/** The manifest's form of declared fields. */
export function fieldSpecs(fields: { [name: string]: Field }): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field._spec]));
}
