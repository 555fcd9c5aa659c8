import {
  type Comparison,
  fieldOf,
  type FieldSpec,
  isOwned,
  ITEM_PAGE,
  listFields,
  type ModelSpec,
  type RelationSpec,
  SYSTEM_FIELD_SPECS,
} from '../../lib/manifest/index.js';
import { capitalize, type JsonSchema, schemaRef } from './document.js';
import { askedSchema, filterSchema } from './filter-schema.js';

type Models = Readonly<Record<string, ModelSpec>>;

/** The schemas of what a model's lists are asked with, in bodies: filter, include, the whole question of a list and of a count. */
export function questionSchemas(models: Models, type: string, model: ModelSpec): Record<string, JsonSchema> {
  const filter = schemaRef(`${type}Filter`);
  const include = includeSchema(models, model, 2);
  const cursor = { type: 'string', description: 'The `cursor` of the page before, with all else as it was.' };
  const keys = Object.fromEntries(
    [...listFields(model)].map(([name, operators]) => {
      const field = fieldOf(model.fields, name) as FieldSpec;
      const ranges: Comparison[] = operators.length === 0 ? [] : [...operators, 'between'];
      return [name, askedSchema(field, ['eq', ...ranges])];
    }),
  );
  const indexes = Object.keys(model.indexes);
  const index = indexes.length > 0 ? { index: { type: 'string', enum: indexes } } : {};
  const order = indexes.length > 0 ? { order: { type: 'string', enum: ['asc', 'desc'], default: 'asc' } } : {};
  const limit = { type: 'integer', minimum: 1, maximum: ITEM_PAGE.most, default: ITEM_PAGE.usual };
  const question = (properties: object): JsonSchema => ({ type: 'object', properties, additionalProperties: false });
  return {
    [`${type}Filter`]: filterSchema(seenFields(model), filter),
    ...(include && { [`${type}Include`]: include }),
    [`${type}Query`]: question({
      ...index,
      ...order,
      limit,
      cursor,
      filter,
      ...(include && { include: schemaRef(`${type}Include`) }),
      ...keys,
    }),
    [`${type}CountQuery`]: question({ ...index, cursor, filter, ...keys }),
  };
}

function seenFields(model: ModelSpec) {
  const { owner, ...system } = SYSTEM_FIELD_SPECS;
  const seen = Object.entries(model.fields).filter(([, { hidden }]) => !hidden);
  return { ...Object.fromEntries(seen), ...system, ...(isOwned(model) && { owner }) };
}

/** What may be included in items of a model; undefined where it has no relations. */
function includeSchema(models: Models, { relations = {} }: ModelSpec, depth: number): JsonSchema | undefined {
  const all = Object.entries(relations);
  if (depth === 0 || all.length === 0) return undefined;
  return {
    type: 'object',
    properties: Object.fromEntries(all.map(([name, relation]) => [name, relationSchema(models, relation, depth)])),
    additionalProperties: false,
  };
}

function relationSchema(models: Models, { kind, model }: RelationSpec, depth: number): JsonSchema {
  const other = models[model];
  const include = other && includeSchema(models, other, depth - 1);
  const many = {
    limit: { type: 'integer', minimum: 1, maximum: ITEM_PAGE.most, default: ITEM_PAGE.usual },
    order: { type: 'string', enum: ['asc', 'desc'], default: 'asc' },
  };
  const options = {
    type: 'object',
    properties: { ...(isToMany(kind) && many), ...(include && { include }) },
    additionalProperties: false,
  };
  return { anyOf: [{ const: true }, options] };
}

/** What an item has where relations are included: of many a page, of one the item, where there is one. */
export function includedSchemas({ relations = {} }: ModelSpec): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.entries(relations).map(([name, { kind, model }]) => [
      name,
      schemaRef(`${capitalize(model)}${isToMany(kind) ? 'Page' : 'Item'}`),
    ]),
  );
}

export const hasRelations = ({ relations = {} }: ModelSpec) => Object.keys(relations).length > 0;

const isToMany = (kind: RelationSpec['kind']) => kind === 'hasMany' || kind === 'manyToMany';
