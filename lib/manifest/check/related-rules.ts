import { anyone, mayAdmit } from '../access';
import { MAX_RELATED, relatedOperation, type Ruled, ruledModel } from '../admission';
import type { ModelSpec, RelationSpec } from '../manifest';
import type { Operation, RuleSpec } from '../rules';
import { at, type Fault, unknownName } from './fault';
import type { Guarded } from './guarded';

type RelatedRule = Extract<RuleSpec, { allow: 'related' }>;
type Models = Readonly<Record<string, ModelSpec>>;

/** Checks that a rule which asks another item's rules finds such an item, and a rule. */
export function* checkRelated(rule: RelatedRule, path: string, { kind, operations, related }: Guarded): Iterable<Fault> {
  const where = at(path, 'relation');
  if (related === undefined) {
    yield { path, message: `${kind} has no relations; use another rule` };
    return;
  }
  const { model, models } = related;
  const relations = models[model]?.relations ?? {};
  const relation: RelationSpec | undefined = Object.hasOwn(relations, rule.relation) ? relations[rule.relation] : undefined;
  const following = Object.keys(relations).filter((name) => relations[name]?.kind === 'belongsTo');
  if (relation === undefined) {
    yield unknownName(where, 'relation', rule.relation, following);
    return;
  }
  if (relation.kind !== 'belongsTo') {
    const instead = following.length > 0 ? `; it could follow ${following.join(', ')}` : '';
    yield { path: where, message: `a rule follows a belongsTo, to one item, and "${rule.relation}" is a ${relation.kind}${instead}` };
    return;
  }
  const other = Object.hasOwn(models, relation.model) ? models[relation.model] : undefined;
  if (other === undefined) {
    return; // The relation itself is at fault, and says so.
  }
  const way = wayOf(model, rule, models);
  if (way.loops) {
    yield { path: where, message: `the rules of ${way.names.join(', which ask those of ')}: nobody could ever say; break the circle` };
  } else if (way.names.length > MAX_RELATED + 1) {
    yield { path: where, message: `a rule follows ${MAX_RELATED} relations at most, and this goes on: ${way.names.join(' → ')}` };
  } else {
    yield* checkAdmits(rule, path, operations, relation.model, ruledModel({ models }, other));
  }
}

/** Somebody must be admitted to what the rule asks of the other item: to all that is named, or to something where nothing is. */
function* checkAdmits(rule: RelatedRule, path: string, operations: readonly Operation[], model: string, other: Ruled): Iterable<Fault> {
  const somebody = anyone(other);
  const asked = [...new Set((rule.operations ?? operations).map((operation) => relatedOperation(rule, operation)))];
  const missing = asked.filter((operation) => !mayAdmit(other, operation, somebody));
  if (missing.length > 0 && (rule.operations !== undefined || missing.length === asked.length)) {
    yield {
      path,
      message: `no rule of "${model}" admits anybody to ${missing.join(' or ')}, so this admits nobody there; add such a rule to "${model}", or name another operation: Rule.related(${JSON.stringify(rule.relation)}, Operation.GET)`,
    };
  }
}

/** The models whose rules a rule asks, the longest way: the model itself first. */
function wayOf(model: string, rule: RelatedRule, models: Models, before: readonly string[] = []): { names: string[]; loops: boolean } {
  const names = [...before, model];
  const relation = models[model]?.relations?.[rule.relation];
  const next = relation?.kind === 'belongsTo' ? relation.model : undefined;
  if (next === undefined || !Object.hasOwn(models, next)) {
    return { names, loops: false };
  }
  if (names.includes(next)) {
    return { names: [...names, next], loops: true };
  }
  const ways = relatedRules(models[next]?.rules ?? []).map((each) => wayOf(next, each, models, names));
  return (
    ways.find(({ loops }) => loops) ?? ways.sort((a, b) => b.names.length - a.names.length)[0] ?? { names: [...names, next], loops: false }
  );
}

function relatedRules(rules: readonly RuleSpec[]): RelatedRule[] {
  return rules.flatMap((rule) =>
    rule.allow === 'related' ? [rule] : rule.allow === 'allOf' || rule.allow === 'anyOf' ? relatedRules(rule.rules) : [],
  );
}
