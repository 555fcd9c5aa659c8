import type { ConditionSpec } from '../manifest';

/**
 * What an item must hold for a rule to admit to it: `Rule.guest().read().when(Condition.isTrue('published'))`.
 * Conditions compare stored values, never the caller's; on create they ask the new item, on update the stored and the new one.
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

  /** @internal */
  public readonly _spec: ConditionSpec;

  private constructor(spec: ConditionSpec) {
    this._spec = spec;
  }
}
