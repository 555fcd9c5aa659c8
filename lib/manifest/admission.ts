import { fieldAt, memberOf, readComparison } from './comparison';
import { ALWAYS, and, type Comparable, type Expression, NEVER, or, type Path } from './expression';
import { type Fields, SYSTEM_FIELD_SPECS } from './fields';
import type { DataSection, ModelSpec } from './manifest';
import type { Caller, ConditionSpec, Operation, RuleSpec } from './rules';
import type { Problems } from './values/problems';

/** What rules guard: a model, a file space, a function, a topic, one field. Without a rule it admits nobody. */
export interface Ruled {
  readonly rules: readonly RuleSpec[];
  /** The fields that rules can look at, beside the system's. */
  readonly fields?: Fields;
  /** Where a `belongsTo` relation leads. */
  readonly related?: (relation: string) => Ruled | undefined;
  /** A model's own declaration does not say where its relations lead: {@link ruledModel} does. */
  readonly relations?: never;
}

/** `related` rules that follow each other: of a note by its notebook by its shelf are two. What goes further admits nobody. */
export const MAX_RELATED = 3;

/** A model as its rules see it. */
export function ruledModel({ models }: Pick<DataSection, 'models'>, { rules, fields, relations = {} }: ModelSpec): Ruled {
  return {
    rules,
    fields,
    related(name) {
      const relation = Object.hasOwn(relations, name) ? relations[name] : undefined;
      const model = relation?.kind === 'belongsTo' && Object.hasOwn(models, relation.model) ? models[relation.model] : undefined;
      return model && ruledModel({ models }, model);
    },
  };
}

/**
 * What the rules come to for one caller and operation: what an item must be for him to be admitted to it. It is `never` where nothing
 * could help (403, or 401 for a guest), and `always` where no item need be read.
 *
 * @param operation absent for what is not divided (calling a function, subscribing to a topic): a rule that names operations admits to none of it.
 */
export function admission(ruled: Ruled, operation: Operation | undefined, caller: Caller): Expression {
  return admissionOf(ruled, operation, caller, 0);
}

/** To what of the related item one must be admitted: to the operation that the rule names, else to reading for reading and to updating for the rest. */
export function relatedOperation(rule: Extract<RuleSpec, { allow: 'related' }>, operation: Operation | undefined): Operation {
  return rule.operation ?? (operation === 'get' || operation === 'list' ? 'get' : 'update');
}

function admissionOf(ruled: Ruled, operation: Operation | undefined, caller: Caller, depth: number): Expression {
  return or(ruled.rules.map((rule) => admissionBy(rule, ruled, operation, caller, depth)));
}

function admissionBy(rule: RuleSpec, ruled: Ruled, operation: Operation | undefined, caller: Caller, depth: number): Expression {
  if (rule.operations !== undefined && (operation === undefined || !rule.operations.includes(operation))) {
    return NEVER;
  }
  const who = admitted(rule, ruled, operation, caller, depth);
  return rule.when === undefined || who.op === 'never' ? who : and([who, ...rule.when.map((condition) => conditionOf(condition, ruled))]);
}

function admitted(rule: RuleSpec, ruled: Ruled, operation: Operation | undefined, caller: Caller, depth: number): Expression {
  switch (rule.allow) {
    case 'guest':
      return ALWAYS;
    case 'authenticated':
      return caller.owner === undefined ? NEVER : ALWAYS;
    case 'owner':
      return caller.owner === undefined ? NEVER : { op: 'eq', path: ['owner'], value: caller.owner };
    case 'owners':
      return caller.owner === undefined ? NEVER : names(ruled, rule.field, [caller.owner]);
    case 'group':
      return caller.groups.includes(rule.group) ? ALWAYS : NEVER;
    case 'groupIn':
      return names(ruled, rule.field, caller.groups);
    case 'claim':
      return names(ruled, rule.field, claimed(caller, rule.claim));
    case 'related': {
      const other = depth < MAX_RELATED ? ruled.related?.(rule.relation) : undefined;
      const of = other === undefined ? NEVER : admissionOf(other, relatedOperation(rule, operation), caller, depth + 1);
      return of.op === 'never' ? NEVER : { op: 'related', relation: rule.relation, of };
    }
    case 'anyOf':
      return or(rule.rules.map((each) => admissionBy(each, ruled, operation, caller, depth)));
    case 'allOf':
      return rule.rules.length === 0 ? NEVER : and(rule.rules.map((each) => admissionBy(each, ruled, operation, caller, depth)));
    default:
      // A kind of rule that a newer declaration knows and this code does not: it admits nobody.
      return NEVER;
  }
}

/** A field that holds one of these values, or, where it holds several, has one of them among its own. */
function names(ruled: Ruled, name: string, values: readonly Comparable[]): Expression {
  const found = values.length === 0 ? undefined : fieldIn(ruled, name);
  if (found === undefined) {
    return NEVER;
  }
  const { path, field } = found;
  if (memberOf(field) === undefined) {
    return values.length === 1 ? { op: 'eq', path, value: values[0] as Comparable } : { op: 'in', path, values };
  }
  return or(values.map((value): Expression => ({ op: 'includes', path, value })));
}

/** What a claim says, one value or several. One that is empty says nothing: a field that is empty too names no tenant. */
function claimed({ claims = {} }: Caller, claim: string): Comparable[] {
  const value = Object.hasOwn(claims, claim) ? claims[claim] : undefined;
  return (Array.isArray(value) ? (value as unknown[]) : [value]).filter(
    (each): each is Comparable => (typeof each === 'string' && each !== '') || typeof each === 'number' || typeof each === 'boolean',
  );
}

function fieldIn({ fields = {} }: Ruled, name: string): { readonly path: Path; readonly field: Fields[string] } | undefined {
  const found = Object.hasOwn(SYSTEM_FIELD_SPECS, name) ? fieldAt(SYSTEM_FIELD_SPECS, name) : fieldAt(fields, name);
  return typeof found === 'string' ? undefined : found;
}

/** Conditions are the same for every caller: each is read once. */
const CONDITIONS = new WeakMap<ConditionSpec, { readonly fields: Fields | undefined; readonly expression: Expression }>();

function conditionOf(condition: ConditionSpec, ruled: Ruled): Expression {
  let read = CONDITIONS.get(condition);
  if (read === undefined || read.fields !== ruled.fields) {
    read = { fields: ruled.fields, expression: readCondition(condition, ruled) };
    CONDITIONS.set(condition, read);
  }
  return read.expression;
}

function readCondition({ field: name, op = 'eq', value }: ConditionSpec, ruled: Ruled): Expression {
  const found = fieldIn(ruled, name);
  const problems: Problems = [];
  const expression = found && readComparison(found.field, found.path, op, value, problems);
  // What a newer declaration says and this code does not understand: nothing meets it.
  return expression ?? NEVER;
}
