import { fieldAt, memberOf, readComparison } from './comparison';
import { ALWAYS, and, type Comparable, type Expression, NEVER, or, type Path } from './expression';
import { type Fields, type FieldSpec, SYSTEM_FIELD_SPECS } from './fields';
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
  let operations = COMPILED.get(ruled);
  if (operations === undefined) {
    operations = new Map();
    COMPILED.set(ruled, operations);
  }
  let admit = operations.get(operation);
  if (admit === undefined) {
    admit = compileRules(ruled, operation, 0);
    operations.set(operation, admit);
  }
  return admit(caller);
}

/** To what of the related item one must be admitted: to the operation that the rule names, else to reading for reading and to updating for the rest. */
export function relatedOperation(rule: Extract<RuleSpec, { allow: 'related' }>, operation: Operation | undefined): Operation {
  return rule.operation ?? (operation === 'get' || operation === 'list' ? 'get' : 'update');
}

/** Rules, with all that is the same for every caller worked out. */
type Admit = (caller: Caller) => Expression;

const COMPILED = new WeakMap<Ruled, Map<Operation | undefined, Admit>>();

const nobody: Admit = () => NEVER;
const everybody: Admit = () => ALWAYS;

function compileRules(ruled: Ruled, operation: Operation | undefined, depth: number): Admit {
  return joined(
    or,
    ruled.rules.map((rule) => compileRule(rule, ruled, operation, depth)).filter((admit) => admit !== nobody),
  );
}

function compileRule(rule: RuleSpec, ruled: Ruled, operation: Operation | undefined, depth: number): Admit {
  if (rule.operations !== undefined && (operation === undefined || !rule.operations.includes(operation))) {
    return nobody;
  }
  const admit = compileWho(rule, ruled, operation, depth);
  if (rule.when === undefined || admit === nobody) {
    return admit;
  }
  const condition = and(rule.when.map((each) => readCondition(each, ruled)));
  return condition.op === 'never' ? nobody : (caller) => and([admit(caller), condition]);
}

function compileWho(rule: RuleSpec, ruled: Ruled, operation: Operation | undefined, depth: number): Admit {
  switch (rule.allow) {
    case 'guest':
      return everybody;
    case 'authenticated':
      return ({ owner }) => (owner === undefined ? NEVER : ALWAYS);
    case 'owner':
      return ({ owner }) => (owner === undefined ? NEVER : { op: 'eq', path: OWNER, value: owner });
    case 'owners':
      return naming(ruled, rule.field, ({ owner }) => (owner === undefined ? [] : [owner]));
    case 'group':
      return ({ groups }) => (groups.includes(rule.group) ? ALWAYS : NEVER);
    case 'groupIn':
      return naming(ruled, rule.field, ({ groups }) => groups);
    case 'claim':
      return naming(ruled, rule.field, (caller) => claimed(caller, rule.claim));
    case 'related': {
      const other = depth < MAX_RELATED ? ruled.related?.(rule.relation) : undefined;
      return other === undefined ? nobody : following(rule.relation, compileRules(other, relatedOperation(rule, operation), depth + 1));
    }
    case 'anyOf':
    case 'allOf': {
      const all = rule.rules.map((each) => compileRule(each, ruled, operation, depth));
      return rule.rules.length === 0 ? nobody : joined(rule.allow === 'allOf' ? and : or, all);
    }
    default:
      // A kind of rule that a newer declaration knows and this code does not: it admits nobody.
      return nobody;
  }
}

const OWNER: Path = ['owner'];

function joined(join: typeof and, all: readonly Admit[]): Admit {
  const [only] = all;
  return all.length === 1 && only !== undefined ? only : (caller) => join(all.map((admit) => admit(caller)));
}

function following(relation: string, admit: Admit): Admit {
  return (caller) => {
    const of = admit(caller);
    return of.op === 'never' ? NEVER : { op: 'related', relation, of };
  };
}

/** A field that holds one of these values, or, where it holds several, has one of them among its own. */
function naming(ruled: Ruled, name: string, valuesOf: (caller: Caller) => readonly Comparable[]): Admit {
  const found = fieldIn(ruled, name);
  if (found === undefined) {
    return nobody;
  }
  const { path, field } = found;
  const holdsSeveral = memberOf(field) !== undefined;
  return (caller) => {
    const values = valuesOf(caller);
    const [value] = values;
    if (value === undefined) {
      return NEVER;
    }
    if (values.length === 1) {
      return { op: holdsSeveral ? 'includes' : 'eq', path, value };
    }
    return holdsSeveral ? or(values.map((each): Expression => ({ op: 'includes', path, value: each }))) : { op: 'in', path, values };
  };
}

/** What a claim says, one value or several. One that is empty says nothing: a field that is empty too names no tenant. */
function claimed({ claims = {} }: Caller, claim: string): Comparable[] {
  const value = Object.hasOwn(claims, claim) ? claims[claim] : undefined;
  return (Array.isArray(value) ? (value as unknown[]) : [value]).filter(
    (each): each is Comparable => (typeof each === 'string' && each !== '') || typeof each === 'number' || typeof each === 'boolean',
  );
}

/** Rules are asked before a declaration has been checked, too: in plain JavaScript a name may be anything. */
function fieldIn({ fields = {} }: Ruled, name: unknown): { readonly path: Path; readonly field: FieldSpec } | undefined {
  if (typeof name !== 'string') {
    return undefined;
  }
  const found = Object.hasOwn(SYSTEM_FIELD_SPECS, name) ? fieldAt(SYSTEM_FIELD_SPECS, name) : fieldAt(fields, name);
  return typeof found === 'string' ? undefined : found;
}

function readCondition({ field: name, op = 'eq', value }: ConditionSpec, ruled: Ruled): Expression {
  const found = fieldIn(ruled, name);
  const problems: Problems = [];
  const expression = found && readComparison(found.field, found.path, op, value, problems);
  // What a newer declaration says and this code does not understand: nothing meets it.
  return expression ?? NEVER;
}
