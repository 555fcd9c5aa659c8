import { type Fields, SYSTEM_FIELD_SPECS } from '../fields';
import type { AuthSection, ModelSpec } from '../manifest';
import { type Operation, OPERATIONS, type RuleSpec } from '../rules';
import { at, type Fault } from './fault';
import type { Guarded } from './guarded';
import { checkRules } from './rules';

/** What is done with a field: read, one or in a list, and set. Deleting an item is no matter of one field. */
const FIELD_OPERATIONS: readonly Operation[] = OPERATIONS.filter((operation) => operation !== 'delete');

/** Checks the rules of a model and those of its fields. */
export function* checkModelRules(
  name: string,
  model: ModelSpec,
  models: Readonly<Record<string, ModelSpec>>,
  path: string,
  auth: AuthSection | undefined,
): Iterable<Fault> {
  const guarded: Guarded = {
    kind: 'a model',
    operations: OPERATIONS,
    owned: true,
    fields: ruledFieldsOf(model),
    example: 'rules: [Rule.owner()]',
    related: { model: name, models },
  };
  yield* checkRules(model.rules, at(path, 'rules'), guarded, auth);
  yield* checkReading(model.rules, at(path, 'rules'));
  for (const [field, { rules, hidden }] of Object.entries(model.fields)) {
    if (rules === undefined) {
      continue;
    }
    const where = at(path, 'fields', field, 'rules');
    const example = 'rules: [Rule.owner()]` to the field, or `hidden: true';
    yield* checkReading(rules, where);
    yield* checkRules(rules, where, { ...guarded, kind: 'a field', operations: FIELD_OPERATIONS, example }, auth);
    if (hidden) {
      yield { path: where, message: 'nobody reads what is hidden, nor may a caller know that it is there; remove hidden or the rules' };
    }
  }
}

/** Nobody receives by a list what he could not get by its id: a list of what nobody gets is empty for everyone. */
function* checkReading(rules: readonly RuleSpec[], path: string): Iterable<Fault> {
  const names = (operation: Operation) => rules.some(({ operations }) => operations === undefined || operations.includes(operation));
  if (names('list') && !names('get')) {
    yield {
      path,
      message: 'a list holds only what its caller could get by its id, and no rule admits to get; write read() in the place of list()',
    };
  }
}

/** What rules of a model can look at: its own fields, and of the system's those that say something of the item (`owner` has a rule of its own). */
function ruledFieldsOf({ fields }: ModelSpec): Fields {
  const { id, createdAt, updatedAt } = SYSTEM_FIELD_SPECS;
  return { ...fields, id, createdAt, updatedAt };
}
