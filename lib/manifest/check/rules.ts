import { type Fields, type FieldSpec, SCALAR_TYPES } from '../fields';
import type { AuthSection } from '../manifest';
import type { ConditionSpec, Operation, RuleSpec } from '../rules';
import { compileField } from '../values/compile';
import type { Problems } from '../values/problems';
import { at, type Fault, unknownName } from './fault';

/** What rules guard, so far as it decides which rules can be met. */
export interface Guarded {
  /** In words: `a model`. */
  readonly kind: string;
  /** What can be done with it; none where there is but one thing to do, so that rules do not name it. */
  readonly operations: readonly Operation[];
  /** Whether it has owners. */
  readonly owned: boolean;
  /** The fields that conditions can look at. */
  readonly fields: Fields;
  /** Rules with which it would work, as code: the fix where there are none. */
  readonly example: string;
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
  if (rule.allow === 'allOf') {
    if (rule.rules.length === 0) {
      yield {
        path,
        message: 'allOf without rules admits nobody; name at least two rules, as in Rule.allOf(Rule.owner(), Rule.group("editors"))',
      };
    }
    for (const [i, each] of rule.rules.entries()) {
      yield* checkRule(each, at(path, 'rules', i), guarded, auth);
    }
  } else if (rule.allow === 'owner' && !guarded.owned) {
    yield { path, message: `${guarded.kind} has no owner; use Rule.authenticated() or Rule.group(…)` };
  } else if (rule.allow !== 'guest' && auth === undefined) {
    yield {
      path,
      message: `without auth nobody can sign in, so only Rule.guest() admits anyone, is "${rule.allow}"; add \`auth: {}\` to the backend`,
    };
  } else if (rule.allow === 'group' && auth !== undefined && auth.groups.length > 0 && !auth.groups.includes(rule.group)) {
    // A pool from elsewhere may have groups that nobody declared: only where some are declared can a name be wrong.
    yield unknownName(at(path, 'group'), 'group', rule.group, auth.groups);
  }
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

function* checkCondition(condition: ConditionSpec, path: string, guarded: Guarded): Iterable<Fault> {
  const names = Object.keys(guarded.fields);
  const field: FieldSpec | undefined = Object.hasOwn(guarded.fields, condition.field) ? guarded.fields[condition.field] : undefined;
  if (field === undefined) {
    yield unknownName(at(path, 'field'), 'field', condition.field, names);
  } else if (!SCALAR_TYPES.includes(field.type)) {
    const possible = names.filter((name) => SCALAR_TYPES.includes(guarded.fields[name]?.type ?? 'json'));
    const instead = possible.length === 0 ? '' : `; it could look at ${possible.join(', ')}`;
    yield {
      path: at(path, 'field'),
      message: `a condition compares one value, and "${condition.field}" is of type ${field.type}${instead}`,
    };
  } else {
    const problems: Problems = [];
    compileField({ type: field.type, choices: field.choices }, 'whole')(condition.value, problems);
    for (const { detail } of problems) {
      yield { path: at(path, 'value'), message: `"${condition.field}" ${detail}; received ${JSON.stringify(condition.value)}` };
    }
  }
}
