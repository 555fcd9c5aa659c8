import type { RuleSpec } from '../../lib/manifest/index.js';

/** A rule as one would write it: `guest().get().list().when(published is true)`. */
export function describeRule(rule: RuleSpec): string {
  const operations = (rule.operations ?? []).map((operation) => `.${operation}()`).join('');
  const conditions = (rule.when ?? []).map(({ field, value }) => `.when(${field} is ${JSON.stringify(value)})`).join('');
  return subject(rule) + operations + conditions;
}

function subject(rule: RuleSpec): string {
  switch (rule.allow) {
    case 'group':
      return `group(${rule.group})`;
    case 'allOf':
      return `allOf(${rule.rules.map(describeRule).join(', ')})`;
    default:
      return `${rule.allow}()`;
  }
}
