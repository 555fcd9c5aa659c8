import { anyone, mayAdmit } from '../access';
import { ruledModel } from '../admission';
import { memberOf, fieldAt, readComparison } from '../comparison';
import { type Fields, type FieldSpec, SCALAR_TYPES, TEXT_TYPES } from '../fields';
import type { AuthSection } from '../manifest';
import type { ConditionSpec, Operation, RuleSpec } from '../rules';
import type { Problems } from '../values/problems';
import { at, type Fault, unknownName } from './fault';
import { checkClaim } from './claims';
import { checkRelated, type Related } from './related-rules';

/** What rules guard, so far as it decides which rules can be met. */
export interface Guarded {
  /** In words: `a model`. */
  readonly kind: string;
  /** What can be done with it; none where there is but one thing to do, so that rules do not name it. */
  readonly operations: readonly Operation[];
  /** Whether it has owners. */
  readonly owned: boolean;
  /** The fields that rules can look at. */
  readonly fields: Fields;
  /** Rules with which it would work, as code: the fix where there are none. */
  readonly example: string;
  /** Where its relations lead; absent for what has none. */
  readonly related?: Related;
}

export function* checkRules(rules: readonly RuleSpec[], path: string, guarded: Guarded, auth: AuthSection | undefined): Iterable<Fault> {
  if (rules.length === 0) {
    yield { path, message: `${guarded.kind} without a rule admits nobody; add \`${guarded.example}\`` };
  }
  for (const [i, rule] of rules.entries()) {
    yield* checkRule(rule, at(path, i), guarded, auth);
  }
}

function* checkRule(rule: RuleSpec, path: string, guarded: Guarded, auth: AuthSection | undefined): Iterable<Fault> {
  yield* checkWho(rule, path, guarded, auth);
  yield* checkOperations(rule.operations, path, guarded);
  for (const [i, condition] of (rule.when ?? []).entries()) {
    yield* checkCondition(condition, at(path, 'when', i), guarded);
  }
}

function* checkWho(rule: RuleSpec, path: string, guarded: Guarded, auth: AuthSection | undefined): Iterable<Fault> {
  if (auth === undefined && NEEDS_SESSION.includes(rule.allow)) {
    yield {
      path,
      message: `without auth nobody can sign in, so only Rule.guest() admits anyone, is "${rule.allow}"; add \`auth: {}\` to the backend`,
    };
    return;
  }
  switch (rule.allow) {
    case 'owner':
      if (!guarded.owned) {
        yield { path, message: `${guarded.kind} has no owner; use Rule.authenticated() or Rule.group(…)` };
      }
      return;
    case 'owners':
    case 'groupIn':
      yield* checkNaming(rule.field, at(path, 'field'), guarded, rule.allow === 'owners' ? 'owners' : 'groups');
      return;
    case 'claim':
      yield* checkClaim(rule, path, auth);
      yield* checkField(rule.field, at(path, 'field'), guarded, 'a claim is compared with one value', ({ type }) =>
        SCALAR_TYPES.includes(type),
      );
      return;
    case 'group':
      // A pool from elsewhere may have groups that nobody declared: only where some are declared can a name be wrong.
      if (auth !== undefined && auth.groups.length > 0 && !auth.groups.includes(rule.group)) {
        yield unknownName(at(path, 'group'), 'group', rule.group, auth.groups);
      }
      return;
    case 'related':
      yield* checkRelated(rule, path, guarded);
      return;
    case 'allOf':
    case 'anyOf':
      yield* checkJoined(rule, path, guarded, auth);
  }
}

/** What only someone with a session can be. */
const NEEDS_SESSION: readonly RuleSpec['allow'][] = ['owner', 'owners', 'authenticated', 'group', 'groupIn', 'claim'];

function* checkJoined(
  rule: Extract<RuleSpec, { allow: 'allOf' | 'anyOf' }>,
  path: string,
  guarded: Guarded,
  auth: AuthSection | undefined,
): Iterable<Fault> {
  if (rule.rules.length === 0) {
    const example = `Rule.${rule.allow}(Rule.owner(), Rule.group("editors"))`;
    yield { path, message: `${rule.allow} without rules admits nobody; name at least two rules, as in ${example}` };
    return;
  }
  const faults = rule.rules.flatMap((each, i) => [...checkRule(each, at(path, 'rules', i), guarded, auth)]);
  yield* faults;
  if (faults.length === 0 && !admitsSomebody(rule, guarded)) {
    const named = rule.rules.map(({ operations }) => operations?.join(' and ') ?? 'all').join(' | ');
    yield {
      path,
      message: `no operation is left that all of it admits to (${named}), so it admits nobody; name operations on the ${rule.allow} itself: Rule.${rule.allow}(…).read()`,
    };
  }
}

/** Whether there is somebody, and something that he may do. */
function admitsSomebody(rule: RuleSpec, { operations, fields, related }: Guarded): boolean {
  const model = related && related.models[related.model];
  const ruled = { rules: [rule], fields, related: model && ruledModel(related, model).related };
  const somebody = anyone(ruled);
  return (operations.length === 0 ? [undefined] : operations).some((operation) => mayAdmit(ruled, operation, somebody));
}

/** A field that names owners or groups, one or several. */
function checkNaming(name: string, path: string, guarded: Guarded, named: string): Iterable<Fault> {
  return checkField(name, path, guarded, `${named} are named by a text, a list of texts or a string set`, (field) =>
    TEXT_TYPES.includes((memberOf(field) ?? field).type),
  );
}

/** Checks that a rule's field is there and can be what the rule takes it for. */
function* checkField(name: string, path: string, { fields }: Guarded, need: string, suits: (field: FieldSpec) => boolean): Iterable<Fault> {
  const found = fieldAt(fields, name);
  if (typeof found === 'string') {
    yield unknownField(name, path, fields, found);
  } else if (!suits(found.field)) {
    const possible = Object.keys(fields).filter((each) => suits(fields[each] as FieldSpec));
    const instead = possible.length === 0 ? '' : `; it could look at ${possible.join(', ')}`;
    yield { path, message: `${need}, and "${name}" is of type ${found.field.type}${instead}` };
  }
}

function unknownField(name: string, path: string, fields: Fields, wrong: string): Fault {
  return name.includes('.') ? { path, message: `"${name}" ${wrong}` } : unknownName(path, 'field', name, Object.keys(fields));
}

function* checkOperations(operations: readonly Operation[] | undefined, path: string, guarded: Guarded): Iterable<Fault> {
  if (operations === undefined) {
    return;
  }
  if (guarded.operations.length === 0) {
    yield {
      path: at(path, 'operations'),
      message: `${guarded.kind} knows no operations, is ${operations.join(', ')}; remove them from the rule`,
    };
    return;
  }
  if (operations.length === 0) {
    yield {
      path: at(path, 'operations'),
      message: 'a rule limited to no operation admits nobody; name one, or leave the limit out to mean all',
    };
  }
  for (const operation of operations.filter((each) => !guarded.operations.includes(each))) {
    const fix = operation === 'update' ? '; a file is replaced by uploading again, which is create' : '';
    yield { path: at(path, 'operations'), message: `${guarded.kind} knows ${guarded.operations.join(', ')}, is ${operation}${fix}` };
  }
}

function* checkCondition({ field: name, op = 'eq', value }: ConditionSpec, path: string, { fields }: Guarded): Iterable<Fault> {
  const found = fieldAt(fields, name);
  if (typeof found === 'string') {
    yield unknownField(name, at(path, 'field'), fields, found);
    return;
  }
  const problems: Problems = [];
  readComparison(found.field, found.path, op, value, problems);
  for (const { pointer, detail } of problems) {
    const step = pointer === '' ? [] : [Number(pointer.slice(1))];
    yield { path: at(path, 'value', ...step), message: `"${name}" ${detail}; received ${JSON.stringify(value)}` };
  }
}
