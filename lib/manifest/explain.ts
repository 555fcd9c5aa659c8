import { admission, type Ruled } from './admission';
import { describeRule } from './describe-rule';
import { heldBy, type Relatives, type RuledItem, valueAt } from './evaluate';
import type { Expression } from './expression';
import type { Caller, Operation, RuleSpec } from './rules';

/** Why rules do or do not admit a caller, for whoever tests them: the rules that do, or of each why not. */
export function explain(ruled: Ruled, operation: Operation | undefined, caller: Caller, item: RuledItem, related: Relatives = {}): string {
  const reasons = ruled.rules.map((rule) => ({ rule: describeRule(rule), why: whyNot(rule, ruled, operation, caller, item, related) }));
  const admitting = reasons.filter(({ why }) => why === undefined);
  if (admitting.length > 0) {
    return `admitted by ${admitting.map(({ rule }) => rule).join(' and ')}`;
  }
  return reasons.length === 0 ? 'there is no rule' : reasons.map(({ rule, why }) => `${rule}: ${why}`).join('; ');
}

function whyNot(
  rule: RuleSpec,
  ruled: Ruled,
  operation: Operation | undefined,
  caller: Caller,
  item: RuledItem,
  related: Relatives,
): string | undefined {
  const expression = admission({ ...ruled, rules: [rule] }, operation, caller);
  if (expression.op !== 'never') {
    return missed(expression, item, related);
  }
  const { operations } = rule;
  if (operations !== undefined && (operation === undefined || !operations.includes(operation))) {
    return `is for ${operations.join(' and ')}`;
  }
  return whoNot(rule, ruled, operation, caller, item, related);
}

/** Why no item could help. */
function whoNot(
  rule: RuleSpec,
  ruled: Ruled,
  operation: Operation | undefined,
  caller: Caller,
  item: RuledItem,
  related: Relatives,
): string | undefined {
  switch (rule.allow) {
    case 'allOf':
    case 'anyOf': {
      const reasons = rule.rules.flatMap((each) => whyNot(each, ruled, operation, caller, item, related) ?? []);
      return [...new Set(reasons)].join(rule.allow === 'allOf' ? ' and ' : ', ') || 'admits nobody';
    }
    case 'owner':
    case 'owners':
    case 'authenticated':
      return caller.owner === undefined ? 'needs a session' : 'admits nobody';
    case 'group':
      return 'the caller is not in it';
    case 'groupIn':
      return caller.groups.length === 0 ? 'the caller is in no group' : 'admits nobody';
    case 'claim':
      return `the token has no claim ${rule.claim}`;
    case 'related':
      return 'no rule of it admits the caller';
    default:
      return 'admits nobody';
  }
}

/** What of an expression an item does not meet; nothing where it meets it. */
function missed(expression: Expression, item: RuledItem, related: Relatives): string | undefined {
  if (heldBy(expression, item, related) === true) {
    return undefined;
  }
  switch (expression.op) {
    case 'and':
    case 'or':
      return [...new Set(expression.of.flatMap((each) => missed(each, item, related) ?? []))].join(' and ');
    case 'not':
      return missedField(expression.of, item);
    case 'related': {
      const relative = Object.hasOwn(related, expression.relation) ? related[expression.relation] : undefined;
      if (relative === undefined) {
        return `it hangs on the item that "${expression.relation}" names, which is not given as related`;
      }
      return relative === null
        ? `"${expression.relation}" names no item`
        : `of "${expression.relation}" ${missed(expression.of, relative.item, relative.related ?? {})}`;
    }
    default:
      return missedField(expression, item);
  }
}

function missedField(expression: Expression, item: RuledItem): string {
  if (!('path' in expression)) {
    return 'it admits nobody';
  }
  const value = valueAt(item, expression.path);
  const text = value === undefined ? 'absent' : JSON.stringify(value instanceof Set ? [...value] : value);
  return `${expression.path.join('.')} is ${text}`;
}
