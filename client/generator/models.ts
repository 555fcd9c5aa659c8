import {
  admitsAnyone,
  fieldOf,
  type FieldSpec,
  type IndexSpec,
  isOwned,
  type ModelSpec,
  type Operation,
  type Ruled,
  SYSTEM_FIELDS,
} from '../../lib/manifest/index.js';
import { fieldType, members } from './field-types.js';
import { block, comment, type Names, pascal } from './text.js';

/** The names of the types of one model. */
export interface ModelTypes {
  readonly item: string;
  readonly create: string;
  readonly update: string;
  readonly client: string;
  /** By index. */
  readonly queries: ReadonlyMap<string, string>;
  /** What a list without an index may ask for; absent where the model allows no scan. */
  readonly scan?: string;
  /** What `list` takes; absent where the model cannot be listed without naming an index. */
  readonly list?: string;
}

export function nameModel(names: Names, model: string, spec: ModelSpec): ModelTypes {
  const base = pascal(model);
  const queries = new Map(Object.keys(spec.indexes).map((index) => [index, names.claim(`${base}${pascal(index)}Query`)]));
  const scan = spec.allowScan ? names.claim(`${base}Scan`) : undefined;
  return {
    item: names.claim(`${base}Item`),
    create: names.claim(`${base}Create`),
    update: names.claim(`${base}Update`),
    client: names.claim(`${base}Model`),
    queries,
    scan,
    // A scan takes what any index does, and more.
    list: scan ?? ([...queries.values()].join(' | ') || undefined),
  };
}

/** The interfaces of one model, each as lines. They are flat: a type check of the whole client is linear in its models. */
export function declareModel(model: string, spec: ModelSpec, types: ModelTypes, ruled: Ruled): string[][] {
  const { fields, indexes } = spec;
  const id = [...comment('@default a UUIDv7'), 'id?: string;'];
  return [
    [
      ...comment(`An item of \`${model}\`.`, spec.description),
      ...block(`export interface ${types.item} {`, [...systemFields(spec), ...members(fields, 'item')], '}'),
    ],
    block(`export interface ${types.create} {`, [...id, ...members(fields, 'write')], '}'),
    [
      ...comment('A JSON Merge Patch (RFC 7396): what is absent stays, null removes.'),
      ...block(`export interface ${types.update} {`, members(fields, 'patch'), '}'),
    ],
    ...Object.entries(indexes).map(([name, index]) =>
      block(`export interface ${types.queries.get(name)} extends ListOptions {`, queryFields(index, spec), '}'),
    ),
    ...(types.scan ? [block(`export interface ${types.scan} extends ListOptions {`, scanFields(spec), '}')] : []),
    block(`export interface ${types.client} {`, methods(spec, types, ruled), '}'),
  ];
}

/** A method for each operation that a rule admits somebody to. */
function methods(spec: ModelSpec, { item, create, update, queries, list }: ModelTypes, ruled: Ruled): string[] {
  const when = (operation: Operation, ...lines: string[]) => (admitsAnyone(ruled, operation) ? lines : []);
  return [
    ...when('create', `create(values: ${create}, options?: CallOptions): Promise<${item}>;`),
    ...when('get', `get(id: string, options?: CallOptions): Promise<${item}>;`),
    ...when('update', `update(id: string, patch: ${update}, options?: WriteOptions): Promise<${item}>;`),
    ...when('delete', 'delete(id: string, options?: WriteOptions): Promise<void>;'),
    ...when('list', ...[...queries].map(([index, query]) => `${index}(query: ${query}): Pages<${item}>;`)),
    ...when('list', ...(list ? [`list(query${spec.allowScan ? '?' : ''}: ${list}): Pages<${item}>;`] : [])),
  ];
}

function queryFields({ partition, sort }: IndexSpec, spec: ModelSpec): string[] {
  return [
    ...partition.flatMap((name) => [
      ...comment(name === 'owner' ? '`me` is who calls.' : undefined),
      `${name}: ${fieldType(indexed(name, spec), 'item')};`,
    ]),
    ...sort.map((name) => `${name}?: ${ranged(indexed(name, spec))};`),
  ];
}

/** Any field whose values have an order, or are true or false. */
function scanFields(spec: ModelSpec): string[] {
  const names = [...Object.keys(spec.fields), ...SYSTEM_FIELDS.filter((name) => name !== 'owner' || isOwned(spec))];
  return names
    .filter((name) => !['json', 'list', 'object'].includes(indexed(name, spec).type))
    .flatMap((name) => [...comment(name === 'owner' ? '`me` is who calls.' : undefined), `${name}?: ${ranged(indexed(name, spec))};`]);
}

/** A sort field's value, or a range of them; a boolean has none. */
function ranged(field: FieldSpec): string {
  const type = fieldType(field, 'item');
  return type === 'boolean' ? type : `${type} | ${type === 'number' ? 'NumberRange' : 'TextRange'}`;
}

function indexed(name: string, spec: ModelSpec): FieldSpec {
  return fieldOf(spec.fields, name) ?? { type: 'string' };
}

function systemFields(spec: ModelSpec): string[] {
  return [
    'id: string;',
    ...(isOwned(spec)
      ? [...comment('The user whose it is; absent where a guest or the server made it for nobody.'), 'owner?: string;']
      : []),
    ...comment('One more with each write.'),
    'version: number;',
    ...comment('RFC 3339, in UTC.'),
    'createdAt: string;',
    'updatedAt: string;',
  ];
}
