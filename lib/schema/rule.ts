import { at, type Fault, type RuleSpec } from '../manifest';
import { list, made, oneOf, TEXT } from '../structs';
import { CONDITION, type Condition } from './condition';
import { Operation } from './operation';

/** What a rule says beside its operations and conditions. */
type Admits = RuleSpec extends infer Kind ? (Kind extends RuleSpec ? Omit<Kind, 'operations' | 'when'> : never) : never;

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

  /**
   * Whoever a field of the item names: `Rule.owners('authors')`.
   * @param field a text, a list of texts or a string set of owners (the owner claim of a token, `sub` unless configured); `id` for
   *   profiles, whose ids are their owners'
   */
  public static owners(field: string): Rule {
    return Rule.naming({ allow: 'owners', field });
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
    return Rule.naming({ allow: 'group', group: name });
  }

  /**
   * Members of a group that a field of the item names: `Rule.groupIn('team')`.
   * @param field a text, a list of texts or a string set of names of groups of the user pool
   */
  public static groupIn(field: string): Rule {
    return Rule.naming({ allow: 'groupIn', field });
  }

  /**
   * Whose access token has a claim with the value of a field: `Rule.claim('custom:tenant', 'tenant')`. Of a claim that is a list, one of
   * its values is enough. Cognito puts claims of one's own into access tokens by a pre token generation trigger.
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
   */
  public static claim(claim: string, field: string): Rule {
    return Rule.naming({ allow: 'claim', claim, field });
  }

  /**
   * Whom the rules of a related item admit: who may read the notebook may read its notes.
   * @param relation a `belongsTo` relation of the model
   * @param operation to what of that item one must be admitted
   * @default - to get for reading, to update for everything else
   */
  public static related(relation: string, operation?: Operation): Rule {
    return Rule.naming({ allow: 'related', relation, ...(operation !== undefined && { operation }) });
  }

  /** Whom one of these rules admits: for use in `allOf`, or to name operations and conditions once for several. */
  public static anyOf(...rules: Rule[]): Rule {
    return Rule.ofSeveral('anyOf', rules);
  }

  /** Whom every one of these rules admits: `Rule.allOf(Rule.owner(), Rule.group('paying'))`. */
  public static allOf(...rules: Rule[]): Rule {
    return Rule.ofSeveral('allOf', rules);
  }

  /** A rule all of whose members are texts. */
  private static naming(admits: Admits): Rule {
    const faults: Fault[] = [];
    for (const [member, value] of Object.entries(admits)) TEXT.read(value, member, faults);
    return new Rule(admits, [], [], faults);
  }

  private static ofSeveral(allow: 'anyOf' | 'allOf', given: Rule[]): Rule {
    const faults: Fault[] = [];
    const rules = list(RULE).read(given, 'rules', faults) ?? [];
    return new Rule({ allow, rules: rules.map((rule) => rule._spec) }, [], [], faults);
  }

  /** @internal */
  public readonly _spec: RuleSpec;

  private constructor(
    private readonly admits: Admits,
    private readonly named: readonly Operation[] = [],
    private readonly conditions: readonly Condition[] = [],
    /** @internal */
    public readonly _faults: readonly Fault[] = [],
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
    const faults = [...this._faults];
    const right = list(oneOf<Operation>('Operation', Operation)).read(operations, 'operations', faults) ?? [];
    return new Rule(this.admits, [...new Set([...this.named, ...right])], this.conditions, faults);
  }

  /** Admits only to items that meet the condition; called again, to items that meet both. */
  public when(condition: Condition): Rule {
    const faults = [...this._faults];
    const right = CONDITION.read(condition, at('when', this.conditions.length), faults);
    return new Rule(this.admits, this.named, right ? [...this.conditions, right] : this.conditions, faults);
  }
}

export const RULE = made(Rule, 'Rule.owner()', Rule.authenticated());
/** Of what has no owner: functions and topics. */
export const RULE_OF_CALLS = made(Rule, 'Rule.authenticated()', Rule.authenticated());
