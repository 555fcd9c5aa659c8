import { at, type Fault, type Fields, indexBy, type IndexSpec, type ModelSpec, pascal, type RelationSpec } from '../manifest';
import type { Relation } from './relation';

/** How declared relations become fields, indexes, and what the manifest says of them. */

export type Relations = Readonly<Record<string, Relation>>;

/** The fields that `belongsTo` relations bring, beside declared ones. */
export function relationFields(declared: Fields, relations: Relations): Fields {
  const fields: Record<string, Fields[string]> = {};
  for (const { field, relation } of belongings(relations)) {
    if (Object.hasOwn(declared, field)) continue;
    const { required, immutable, unique } = relation._options;
    fields[field] = {
      type: 'id',
      ...(required && { required }),
      ...(immutable && { immutable }),
      ...(unique && { unique }),
      description: `The id of one of \`${relation._model}\`.`,
    };
  }
  return fields;
}

/** What is said of a declared field with its relation, where it does not count. */
export function relationFaults(declared: Fields, relations: Relations, path: string): Fault[] {
  return belongings(relations).flatMap(({ name, field, relation }) => {
    const spec = Object.hasOwn(declared, field) ? declared[field] : undefined;
    if (spec === undefined) return [];
    const { required, immutable, unique } = relation._options;
    return Object.entries({ required, immutable, unique }).flatMap(([trait, said]) => {
      if (said === undefined || said === (spec[trait as 'required'] ?? false)) return [];
      const fix = said ? `declare it with \`${trait}: true\`` : `it is declared with \`${trait}: true\``;
      return [{ path: at(path, 'relations', name, trait), message: `"${field}" is a declared field, which says that itself; ${fix}` }];
    });
  });
}

/** The indexes that they bring, each where no declared one has its field, and nothing else, as partition. */
export function relationIndexes(declared: Readonly<Record<string, IndexSpec>>, relations: Relations): Record<string, IndexSpec> {
  const brought = belongings(relations).filter(({ field }) => indexBy(field, declared) === undefined);
  return Object.fromEntries(brought.map(({ name, field }) => [`by${pascal(name)}`, { partition: [field], sort: ['createdAt'] }]));
}

/** Relations that lead to another model's items: all that a model knows of its own. */
export function belongsTo(relations: Relations): Record<string, RelationSpec> {
  const specs = belongings(relations).map(({ name, field, relation }): [string, RelationSpec] => [
    name,
    { kind: 'belongsTo', model: relation._model, field, onDelete: relation._onDelete },
  ]);
  return Object.fromEntries(specs);
}

/** All of a model's relations. Where another side is not declared its names are empty: a fault of the manifest. */
export function relationSpecs(
  model: string,
  relations: Relations,
  models: Readonly<Record<string, ModelSpec>>,
): Record<string, RelationSpec> {
  const known = belongsTo(relations);
  return Object.fromEntries(
    Object.entries(relations).map(([name, relation]) => [name, known[name] ?? otherSideOf(model, name, relation, models)]),
  );
}

/** What links are between: the model that holds them, and its relations to this side and to the other. */
export function linkOf(model: string, name: string, relation: Relation): { through: string; here: string; there: string } {
  const other = relation._model;
  const [first, second] = [model, other].sort() as [string, string];
  return {
    through: relation._options.through ?? `${first}${pascal(second)}`,
    here: model,
    there: other === model ? name : other,
  };
}

function otherSideOf(model: string, name: string, relation: Relation, models: Readonly<Record<string, ModelSpec>>): RelationSpec {
  const { _kind: kind, _model: other } = relation;
  if (kind !== 'manyToMany') {
    return { kind: kind as 'hasOne' | 'hasMany', model: other, ...leadingTo(model, models[other], relation._options.relation) };
  }
  const { through, here, there } = linkOf(model, name, relation);
  const link = models[through];
  return { kind, model: other, through, ...leadingTo(model, link, here), otherField: link?.relations?.[there]?.field ?? '' };
}

/** The field of a model's only `belongsTo` (of that name, where one is given) that leads to another, and the index that finds its items by it. */
function leadingTo(model: string, from: ModelSpec | undefined, name: string | undefined): { field: string; index: string } {
  const leading = Object.entries(from?.relations ?? {}).filter(
    ([each, spec]) => spec.kind === 'belongsTo' && spec.model === model && (name === undefined || each === name),
  );
  const field = leading.length === 1 ? (leading[0]?.[1].field ?? '') : '';
  return { field, index: indexBy(field, from?.indexes ?? {}) ?? '' };
}

function belongings(relations: Relations) {
  return Object.entries(relations)
    .filter(([, relation]) => relation._kind === 'belongsTo')
    .map(([name, relation]) => ({ name, relation, field: relation._options.field ?? `${name}Id` }));
}
