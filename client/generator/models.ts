import {
  admitsAnyone,
  type Fields,
  type FieldSpec,
  type IndexSpec,
  isOwned,
  type ModelSpec,
  type Operation,
  type RelationSpec,
  type Ruled,
} from '../../lib/manifest/index.js';
import { fieldType, members } from './field-types.js';
import { block, comment, type Names, pascal, union } from './text.js';

/** The names of the types of one model: its items, and what its calls follow from (`Model` of the runtime). */
export interface ModelTypes {
  readonly item: string;
  readonly model: string;
}

export function nameModel(names: Names, model: string): ModelTypes {
  return { item: names.claim(`${pascal(model)}Item`), model: names.claim(`${pascal(model)}Model`) };
}

/**
 * The interfaces of one model, each as lines. There are two, with little in them: the runtime's generic types make the rest of them, for
 * the models that an application calls. So a type check is quick, and linear in the models.
 * @param types of all models, by name
 */
export function declareModel(name: string, spec: ModelSpec, types: ReadonlyMap<string, ModelTypes>, ruled: Ruled): string[][] {
  const { item, model } = types.get(name) as ModelTypes;
  const read = fieldsWhere(spec.fields, ({ hidden = false }) => !hidden);
  return [
    [
      ...comment(`An item of \`${name}\`.`, spec.description),
      ...block(`export interface ${item} extends ${isOwned(spec) ? 'OwnedItem' : 'Item'} {`, members(asRead(read), 'item'), '}'),
    ],
    block(`export interface ${model} {`, [`item: ${item};`, ...traits(spec, types, ruled)], '}'),
  ];
}

/** What types an application may name, of any model by its name. */
export function declareModelAliases(): string[] {
  const from = "import('./runtime/data/index.js')";
  const alias = (name: string, about: string, of = 'Models[M]') => [
    ...comment(about),
    `export type ${name}<M extends keyof Models> = ${from}.${name}<${of}>;`,
  ];
  return [
    ...alias('Create', "What a create takes: `Create<'notes'>`."),
    ...alias('Update', 'What an update takes: a patch, and operators beside it.'),
    ...alias('Replace', 'What a replacement takes.'),
    ...alias('Upsert', 'What replaces an item, or makes one.'),
    ...alias('Filter', 'What a filter or a condition takes.', "Models[M]['item']"),
    ...alias('Include', 'What can be read together with an item.'),
    ...comment('What the query of an index takes.'),
    `export type Query<M extends keyof Models, Index extends ${from}.IndexName<Models[M]>> = ${from}.Query<Models[M], Index>;`,
  ];
}

/** What a model's calls follow from beside its items, where there is anything. */
function traits(spec: ModelSpec, types: ReadonlyMap<string, ModelTypes>, ruled: Ruled): string[] {
  const { fields, indexes, relations = {}, allowScan = false } = spec;
  const written = fieldsWhere(fields, isWrittenOtherwise);
  const named = (trait: string, is: (field: FieldSpec) => boolean) => {
    const names = union(Object.keys(fieldsWhere(fields, is)));
    return names === '' ? [] : [`${trait}: ${names};`];
  };
  const listed = (trait: string, lines: readonly string[]) => (lines.length === 0 ? [] : block(`${trait}: {`, lines, '};'));
  const without = union(missingCalls(spec, ruled));
  return [
    ...named('defaults', (field) => field.required === true && hasDefault(field) && !isWrittenOtherwise(field)),
    ...named('readOnly', ({ readOnly = false }) => readOnly),
    ...named('immutable', ({ immutable = false }) => immutable),
    ...named('sets', ({ type }) => type === 'stringSet'),
    ...listed(
      'hidden',
      members(
        fieldsWhere(fields, ({ hidden = false }) => hidden),
        'item',
      ),
    ),
    ...listed('writes', members(written, 'write')),
    ...listed(
      'indexes',
      Object.entries(indexes).flatMap(([name, index]) => indexTrait(name, index)),
    ),
    ...listed(
      'relations',
      Object.entries(relations).flatMap(([name, relation]) => relationTrait(name, relation, types)),
    ),
    ...(allowScan ? ['scan: true;'] : []),
    ...(without === '' ? [] : [`without: ${without};`]),
  ];
}

function indexTrait(name: string, { partition, sort }: IndexSpec): string[] {
  const sorted = sort.length === 0 ? '' : `, sorted by ${quoted(sort)}`;
  return [...comment(`Items by ${quoted(partition)}${sorted}.`), `${name}: [${union(partition)}, ${union(sort) || 'never'}];`];
}

const quoted = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');

function relationTrait(name: string, { kind, model }: RelationSpec, types: ReadonlyMap<string, ModelTypes>): string[] {
  const related = types.get(model)?.model;
  const isMany = kind === 'hasMany' || kind === 'manyToMany';
  return related === undefined ? [] : [`${name}: ${related}${isMany ? '[]' : ''};`];
}

/** The calls that need some of these operations, for lack of which nobody can make them. */
const CALLS: ReadonlyArray<readonly [operations: readonly Operation[], calls: readonly string[]]> = [
  [['create'], ['create']],
  [['get'], ['get', 'batchGet']],
  [['update'], ['update', 'replace']],
  [['create', 'update'], ['upsert']],
  [['delete'], ['delete']],
];

function missingCalls(spec: ModelSpec, ruled: Ruled): string[] {
  const can = (operation: Operation) => admitsAnyone(ruled, operation);
  const indexes = Object.keys(spec.indexes);
  return [
    ...CALLS.filter(([operations]) => !operations.every(can)).flatMap(([, calls]) => calls),
    ...((['create', 'update', 'delete'] as const).some(can) ? [] : ['batchWrite']),
    ...(can('list') ? [] : indexes),
    ...(can('list') && (spec.allowScan || indexes.length > 0) ? [] : ['list', 'count']),
  ];
}

/** A field that rules of its own keep from some is absent for them, though every item has it. */
function asRead(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, isRuled(field) ? { ...field, required: false } : field]));
}

/** Whether what a create takes does not follow from what is read, since the field's own members have defaults or not everyone reads it. */
function isWrittenOtherwise(field: FieldSpec): boolean {
  return !field.readOnly && (fieldType(field, 'write') !== fieldType(field, 'item') || (isRuled(field) && field.required === true));
}

const isRuled = ({ rules }: FieldSpec) => rules !== undefined;
const hasDefault = ({ defaultValue, defaultFrom }: FieldSpec) => defaultValue !== undefined || defaultFrom !== undefined;

function fieldsWhere(fields: Fields, is: (field: FieldSpec) => boolean): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, field]) => is(field)));
}
