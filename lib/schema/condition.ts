import type { Comparison, ConditionSpec, Fault } from '../manifest';
import { made, textLike } from '../structs';

/**
 * What an item must hold for a rule to admit to it: `Rule.guest().read().when(Condition.isTrue('published'))`.
 * Conditions compare stored values, never the caller's; on create they ask the new item, on update the stored and the new one.
 *
 * A field is one of the model's own, or a member of nested objects as `address.city`. One that the item lacks meets `isNot` and
 * `isAbsent`, and nothing else.
 */
export class Condition {
  /** The boolean field is true. */
  public static isTrue(field: string): Condition {
    return new Condition({ field, value: true });
  }

  /** The boolean field is false. A field that the item lacks is not false. */
  public static isFalse(field: string): Condition {
    return new Condition({ field, value: false });
  }

  /** The field holds exactly this string, number or boolean. */
  public static hasValue(field: string, value: any): Condition {
    return new Condition({ field, value });
  }

  /** The field holds another string, number or boolean than this, or nothing. */
  public static isNot(field: string, value: any): Condition {
    return Condition.compared(field, 'ne', value);
  }

  /** The field holds one of these strings or numbers: at most 100. */
  public static oneOf(field: string, ...values: any[]): Condition {
    return Condition.compared(field, 'in', values);
  }

  /** The field is below this string (a date, a time) or number. */
  public static lessThan(field: string, value: any): Condition {
    return Condition.compared(field, 'lt', value);
  }

  /** The field is this string or number, or below it. */
  public static atMost(field: string, value: any): Condition {
    return Condition.compared(field, 'le', value);
  }

  /** The field is above this string or number. */
  public static moreThan(field: string, value: any): Condition {
    return Condition.compared(field, 'gt', value);
  }

  /** The field is this string or number, or above it. */
  public static atLeast(field: string, value: any): Condition {
    return Condition.compared(field, 'ge', value);
  }

  /** The text field starts with this. */
  public static beginsWith(field: string, text: string): Condition {
    return Condition.compared(field, 'beginsWith', text);
  }

  /** The text field has this in it, or the list or string set has this member. */
  public static contains(field: string, value: any): Condition {
    return Condition.compared(field, 'contains', value);
  }

  /** The field holds a value, whatever it is. */
  public static exists(field: string): Condition {
    return Condition.compared(field, 'exists', true);
  }

  /** The item lacks the field. */
  public static isAbsent(field: string): Condition {
    return Condition.compared(field, 'exists', false);
  }

  private static compared(field: string, op: Comparison, value: ConditionSpec['value']): Condition {
    return new Condition({ field, op, value });
  }

  /** @internal */
  public readonly _spec: ConditionSpec;
  /** @internal */
  public readonly _faults: readonly Fault[];

  private constructor(spec: ConditionSpec) {
    const faults: Fault[] = [];
    this._spec = { ...spec, field: textLike('published').read(spec.field, 'field', faults) ?? '' };
    this._faults = faults;
  }
}

export const CONDITION = made(Condition, "Condition.isTrue('published')");
