import { type FieldSpec, fieldOf } from '../fields';
import type { ModelSpec, RelationSpec } from '../manifest';
import { at, type Fault, unknownName } from './fault';
import { checkNames } from './names';

type Models = Readonly<Record<string, ModelSpec>>;

/** Checks what the items of a model have to do with those of others, and what makes their ids. */
export function* checkRelations(name: string, model: ModelSpec, models: Models, path: string): Iterable<Fault> {
  const relations = Object.entries(model.relations ?? {});
  const taken = { 'a field of the model has it': Object.keys(model.fields), 'every item has it': ['id', 'owner', 'version'] };
  yield* checkNames(at(path, 'relations'), 'relation', Object.keys(model.relations ?? {}), taken);
  for (const [relation, spec] of relations) {
    const where = at(path, 'relations', relation);
    if (!Object.hasOwn(models, spec.model)) {
      yield unknownName(at(where, 'model'), 'model', spec.model, Object.keys(models));
    } else if (spec.kind === 'belongsTo') {
      yield* checkBelongsTo(model, spec, where);
    } else {
      yield* checkOtherSide(name, spec, models, where);
    }
  }
  yield* checkCascade(name, model, models, path);
  yield* checkIdFrom(model, at(path, 'idFrom'));
}

/** What goes with another cannot be kept by a third: the first is gone when that is found out. */
function* checkCascade(name: string, model: ModelSpec, models: Models, path: string): Iterable<Fault> {
  const goesWith = Object.values(model.relations ?? {}).find(
    (relation) => relation.kind === 'belongsTo' && relation.onDelete === 'cascade',
  );
  if (goesWith === undefined) return;
  for (const [other, { relations = {} }] of Object.entries(models)) {
    const keeps = Object.entries(relations).find(
      ([, relation]) => relation.kind === 'belongsTo' && relation.model === name && relation.onDelete === 'restrict',
    );
    if (keeps !== undefined) {
      yield {
        path: at(path, 'relations'),
        message: `"${name}" are deleted with "${goesWith.model}", and "${other}" restrict that by "${keeps[0]}"; give that relation OnDelete.CASCADE or OnDelete.SET_NULL`,
      };
    }
  }
}

function* checkBelongsTo(
  model: ModelSpec,
  { field, onDelete }: Extract<RelationSpec, { kind: 'belongsTo' }>,
  path: string,
): Iterable<Fault> {
  const spec: FieldSpec | undefined = fieldOf(model.fields, field);
  if (spec?.type !== 'id' || field === 'id') {
    yield {
      path: at(path, 'field'),
      message: `"${field}" must be a field of the type id, is ${spec?.type ?? 'none'}; declare it as Field.id()`,
    };
  } else if (onDelete === 'setNull' && (spec.required || spec.immutable)) {
    const trait = spec.required ? 'required' : 'immutable';
    yield {
      path: at(path, 'onDelete'),
      message: `"${field}" is ${trait} and cannot be removed; choose OnDelete.CASCADE or OnDelete.RESTRICT`,
    };
  }
}

function* checkOtherSide(name: string, spec: Exclude<RelationSpec, { kind: 'belongsTo' }>, models: Models, path: string): Iterable<Fault> {
  const holder = spec.kind === 'manyToMany' ? spec.through : spec.model;
  if (spec.field === '' || (spec.kind === 'manyToMany' && spec.otherField === '')) {
    const leading = Object.values(models[holder]?.relations ?? {}).filter((each) => each.kind === 'belongsTo' && each.model === name);
    const fix =
      leading.length > 1
        ? `"${holder}" has ${leading.length} relations that lead to "${name}"; say which one: \`relation: "…"\``
        : `"${holder}" has no relation that leads to "${name}"; add one to it: \`relations: { …: Relation.belongsTo("${name}") }\``;
    yield { path, message: `${spec.kind} is the other side of a belongsTo, and ${fix}` };
  } else if (spec.kind === 'hasOne' && !models[holder]?.fields[spec.field]?.unique) {
    yield {
      path,
      message: `one of "${holder}" at most belongs to each of "${name}" where its "${spec.field}" is unique; declare that relation with \`unique: true\`, or use hasMany`,
    };
  }
}

function* checkIdFrom({ idFrom, fields }: ModelSpec, path: string): Iterable<Fault> {
  if (idFrom?.length === 0) yield { path, message: 'names no field; leave it out, or name what makes an id' };
  for (const [i, name] of (idFrom ?? []).entries()) {
    if (name === 'owner') continue;
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field === undefined) {
      yield unknownName(at(path, i), 'field', name, [...Object.keys(fields), 'owner']);
    } else if (!['id', 'string', 'choice', 'date'].includes(field.type)) {
      yield { path: at(path, i), message: `"${name}" is of type ${field.type}, and an id is made of id, string, choice and date fields` };
    } else if (!field.required || !field.immutable) {
      yield { path: at(path, i), message: `"${name}" makes the id, which never changes; declare it \`required: true, immutable: true\`` };
    }
  }
}
