import type { RuleSpec } from '../manifest';
import type { Condition } from './condition';
import { Operation } from './operation';

type Admits =
  | { allow: 'owner' | 'authenticated' | 'guest' }
  | { allow: 'group'; group: string }
  | { allow: 'related'; relation: string }
  | { allow: 'allOf'; rules: RuleSpec[] };

/**
 * Who may do what. A list of rules is a list of alternatives: one that admits is enough, and without any nobody is admitted.
 * A rule admits to every operation until it names some; each method returns a new rule, so a rule may be shared.
 *
 * @example
 *
 * [Rule.owner(), Rule.group('editors').read().update(), Rule.guest().read().when(Condition.isTrue('published'))]
 */
export class Rule {
  /** Whoever created the item or stored the file. */
  public static owner(): Rule {
    return new Rule({ allow: 'owner' });
  }

  /** Everyone who is signed in. */
  public static authenticated(): Rule {
    return new Rule({ allow: 'authenticated' });
  }

  /** Everyone, signed in or not. */
  public static guest(): Rule {
    return new Rule({ allow: 'guest' });
  }

  /**
   * Members of a group of the user pool.
   * @param name one of the groups that `auth: { groups: [...] }` declares
   */
  public static group(name: string): Rule {
    return new Rule({ allow: 'group', group: name });
  }

  /**
   * Whom the rules of the item that this one belongs to admit: to get that one for reading this, to update it for anything else.
   * @param relation a `belongsTo` of the model: who may read the notebook may read its notes
   */
  public static related(relation: string): Rule {
    return new Rule({ allow: 'related', relation });
  }

  /** Whom every one of these rules admits: `Rule.allOf(Rule.owner(), Rule.group('paying'))`. */
  public static allOf(...rules: Rule[]): Rule {
    return new Rule({ allow: 'allOf', rules: rules.map((rule) => rule._spec) });
  }

  /** @internal */
  public readonly _spec: RuleSpec;

  private constructor(
    private readonly admits: Admits,
    private readonly named: readonly Operation[] = [],
    private readonly conditions: readonly Condition[] = [],
  ) {
    this._spec = {
      ...admits,
      ...(named.length > 0 && { operations: named }),
      ...(conditions.length > 0 && { when: conditions.map((condition) => condition._spec) }),
    };
  }

  /** Admits to create, beside what the rule names already. */
  public create(): Rule {
    return this.operations(Operation.CREATE);
  }

  /** Admits to reading one by its id. */
  public get(): Rule {
    return this.operations(Operation.GET);
  }

  /** Admits to listing. */
  public list(): Rule {
    return this.operations(Operation.LIST);
  }

  /** Admits to changing. */
  public update(): Rule {
    return this.operations(Operation.UPDATE);
  }

  /** Admits to deleting. */
  public delete(): Rule {
    return this.operations(Operation.DELETE);
  }

  /** Admits to get and list. */
  public read(): Rule {
    return this.operations(Operation.GET, Operation.LIST);
  }

  /** Admits to these operations, beside those that the rule names already. */
  public operations(...operations: Operation[]): Rule {
    return new Rule(this.admits, [...new Set([...this.named, ...operations])], this.conditions);
  }

  /** Admits only to items that meet the condition; called again, to items that meet both. */
  public when(condition: Condition): Rule {
    return new Rule(this.admits, this.named, [...this.conditions, condition]);
  }
}
