import { memberOf, fieldAt, readComparison } from '../comparison';
import { type Fields, type FieldSpec, SCALAR_TYPES, TEXT_TYPES } from '../fields';
import type { AuthSection } from '../manifest';
import type { ConditionSpec, Operation, RuleSpec } from '../rules';
import type { Problems } from '../values/problems';
import { at, type Fault, unknownName } from './fault';
import { checkClaim } from './claims';
import type { Guarded } from './guarded';
import { checkRelated } from './related-rules';
import { checkSomebody } from './somebody';

export function* checkRules(rules: readonly RuleSpec[], path: string, guarded: Guarded, auth: AuthSection | undefined): Iterable<Fault> {
  if (rules.length === 0) {
    yield { path, message: `${guarded.kind} without a rule admits nobody; add \`${guarded.example}\`` };
  }
  for (const [i, rule] of rules.entries()) {
    yield* checkRule(rule, at(path, i), guarded, auth);
  }
}

function* checkRule(rule: RuleSpec, path: string, guarded: Guarded, auth: AuthSection | undefined): Iterable<Fault> {
  const faults = [
    ...checkWho(rule, path, guarded, auth),
    ...checkOperations(rule.operations, path, guarded),
    ...(rule.when ?? []).flatMap((condition, i) => [...checkCondition(condition, at(path, 'when', i), guarded)]),
  ];
  yield* faults;
  if (faults.length === 0) {
    yield* checkSomebody(rule, path, guarded);
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
  for (const [i, each] of rule.rules.entries()) {
    yield* checkRule(each, at(path, 'rules', i), guarded, auth);
  }
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
