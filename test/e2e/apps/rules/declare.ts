import { Condition, Field, type Operation, Rule } from 'cdk-plinth';
import type { ConditionSpec, FieldSpec, RuleSpec } from '../../../../lib/manifest';

/** A rule of the manifest as one declares it. */
export function ruleOf(spec: RuleSpec): Rule {
  const rule = (spec.operations ?? []).length > 0 ? who(spec).operations(...(spec.operations as Operation[])) : who(spec);
  return (spec.when ?? []).reduce((each, condition) => each.when(conditionOf(condition)), rule);
}

function who(spec: RuleSpec): Rule {
  switch (spec.allow) {
    case 'owners':
      return Rule.owners(spec.field);
    case 'group':
      return Rule.group(spec.group);
    case 'groupIn':
      return Rule.groupIn(spec.field);
    case 'claim':
      return Rule.claim(spec.claim, spec.field);
    case 'related':
      return Rule.related(spec.relation, spec.operation as Operation);
    case 'allOf':
      return Rule.allOf(...spec.rules.map(ruleOf));
    case 'anyOf':
      return Rule.anyOf(...spec.rules.map(ruleOf));
    default:
      return Rule[spec.allow]();
  }
}

/** As far as the deployed sections have conditions. */
function conditionOf({ field, op = 'eq', value }: ConditionSpec): Condition {
  switch (op) {
    case 'eq':
      return Condition.hasValue(field, value);
    case 'ne':
      return Condition.isNot(field, value);
    case 'lt':
      return Condition.lessThan(field, value);
    default:
      throw new Error(`No deployed section compares by ${op}.`);
  }
}

/** A field of the table as one declares it. */
export function fieldOf({ type, choices = [], items, fields = {} }: FieldSpec): Field {
  switch (type) {
    case 'list':
      return Field.list(fieldOf(items!));
    case 'object':
      return Field.object(Object.fromEntries(Object.entries(fields).map(([name, each]) => [name, fieldOf(each)])));
    case 'choice':
      return Field.choice([...choices]);
    case 'stringSet':
      return Field.stringSet();
    case 'boolean':
      return Field.boolean();
    case 'integer':
      return Field.integer();
    case 'datetime':
      return Field.datetime();
    case 'id':
      return Field.id();
    default:
      return Field.string();
  }
}
