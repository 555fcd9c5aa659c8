import type { RuleSpec } from './rules';

/** A rule as one would write it: `guest().get().list().when(published is true)`. */
export function describeRule(rule: RuleSpec): string {
  const operations = (rule.operations ?? []).map((operation) => `.${operation}()`).join('');
  const conditions = (rule.when ?? []).map(({ field, op, value }) => `.when(${field} ${op ?? 'is'} ${JSON.stringify(value)})`).join('');
  return subject(rule) + operations + conditions;
}

function subject(rule: RuleSpec): string {
  switch (rule.allow) {
    case 'owners':
    case 'groupIn':
      return `${rule.allow}(${rule.field})`;
    case 'group':
      return `group(${rule.group})`;
    case 'claim':
      return `claim(${rule.claim} is ${rule.field})`;
    case 'related':
      return `related(${rule.relation}${rule.operation === undefined ? '' : `, ${rule.operation}`})`;
    case 'allOf':
    case 'anyOf':
      return `${rule.allow}(${rule.rules.map(describeRule).join(', ')})`;
    default:
      return `${rule.allow}()`;
  }
}
