import {
  ALWAYS,
  and,
  type Expression,
  type Fields,
  type FieldSpec,
  NEVER,
  operationsAsked,
  ruledField,
  SYSTEM_FIELD_SPECS,
} from '../../../../lib/manifest/index.js';
import type { Access } from '../../../shared/access.js';
import type { Model } from '../../../shared/model/model.js';

/** A model as one access may read it. */
export interface View {
  readonly model: Model;
  readonly access: Access;
  /** The fields that it can know of, the system's among them: all others are unknown to it, in questions too. */
  readonly fields: Fields;
  /** What an item must be to be got. */
  readonly got: Expression;
  /** What it must be to be listed: nobody receives by a list what he could not get by its id. */
  readonly listed: Expression;
  /** The fields that it does not see in every item, and in which items it does. */
  readonly guards: ReadonlyMap<string, Expression>;
}

export function viewOf(model: Model, access: Access): View {
  const all = fieldsOf(model);
  const guards = new Map<string, Expression>();
  for (const name in model.spec.fields) {
    const guard = guardOf(model, access, model.spec.fields[name] as FieldSpec);
    if (guard.op !== 'always') guards.set(name, guard);
  }
  const known = () => Object.entries(all).filter(([name]) => guards.get(name)?.op !== 'never');
  return {
    model,
    access,
    fields: guards.size === 0 ? all : Object.fromEntries(known()),
    got: access.admission(model.ruled, 'get'),
    listed: and(operationsAsked('list').map((operation) => access.admission(model.ruled, operation))),
    guards,
  };
}

/** In which items a field is seen, by who sees the item. */
function guardOf(model: Model, access: Access, { hidden, rules }: FieldSpec): Expression {
  if (access.isAdmin) return ALWAYS;
  if (hidden) return NEVER;
  return rules === undefined ? ALWAYS : access.admission(ruledField(model.ruled, rules), 'get');
}

const FIELDS = new WeakMap<Model, Fields>();

/** Declared and system fields of a model. Which of them are hidden is for guards to say. */
function fieldsOf(model: Model): Fields {
  const known = FIELDS.get(model);
  if (known !== undefined) return known;
  const declared = Object.entries(model.spec.fields).map(([name, { hidden, ...field }]) => [name, field]);
  const { owner, ...system } = SYSTEM_FIELD_SPECS;
  const fields: Fields = { ...Object.fromEntries(declared), ...system, ...(model.owned && { owner }) };
  FIELDS.set(model, fields);
  return fields;
}
