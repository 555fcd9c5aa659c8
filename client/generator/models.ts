import {
  admitsGuests,
  type Caller,
  type FieldSpec,
  type IndexSpec,
  mayAdmit,
  type ModelSpec,
  type Operation,
  type RuleSpec,
  usesOwner,
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
  /** What `list` takes; absent where the model cannot be listed without naming an index. */
  readonly list?: string;
}

export function nameModel(names: Names, model: string, spec: ModelSpec): ModelTypes {
  const base = pascal(model);
  const queries = new Map(Object.keys(spec.indexes).map((index) => [index, names.claim(`${base}${pascal(index)}Query`)]));
  const listed = [...queries.values(), ...(spec.allowScan ? ['ListOptions'] : [])];
  return {
    item: names.claim(`${base}Item`),
    create: names.claim(`${base}Create`),
    update: names.claim(`${base}Update`),
    client: names.claim(`${base}Model`),
    queries,
    list: listed.length > 0 ? listed.join(' | ') : undefined,
  };
}

/** The interfaces of one model, each as lines. They are flat: a type check of the whole client is linear in its models. */
export function declareModel(model: string, spec: ModelSpec, types: ModelTypes): string[][] {
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
    block(`export interface ${types.client} {`, methods(spec, types), '}'),
  ];
}

/** A method for each operation that a rule admits somebody to. */
function methods(spec: ModelSpec, { item, create, update, queries, list }: ModelTypes): string[] {
  const caller = everybody(spec.rules);
  const when = (operation: Operation, ...lines: string[]) => (mayAdmit(spec.rules, operation, caller) ? lines : []);
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

/** A sort field's value, or a range of them; a boolean has none. */
function ranged(field: FieldSpec): string {
  const type = fieldType(field, 'item');
  return type === 'boolean' ? type : `${type} | ${type === 'number' ? 'NumberRange' : 'TextRange'}`;
}

function indexed(name: string, spec: ModelSpec): FieldSpec {
  return spec.fields[name] ?? { type: name === 'version' ? 'integer' : 'string' };
}

function systemFields({ rules, indexes }: ModelSpec): string[] {
  const hasOwner = usesOwner(rules) || Object.values(indexes).some(({ partition, sort }) => [...partition, ...sort].includes('owner'));
  // What a guest made is nobody's.
  const owner = [...comment('The user who made it.'), `owner${admitsGuests(rules, 'create') ? '?' : ''}: string;`];
  return [
    'id: string;',
    ...(hasOwner ? owner : []),
    ...comment('One more with each write.'),
    'version: number;',
    ...comment('RFC 3339, in UTC.'),
    'createdAt: string;',
    'updatedAt: string;',
  ];
}

/** A caller of every kind at once: whom no rule admits then, it never admits anyone. */
function everybody(rules: readonly RuleSpec[]): Caller {
  return { owner: 'anyone', groups: groupsIn(rules) };
}

function groupsIn(rules: readonly RuleSpec[]): string[] {
  return rules.flatMap((rule) => (rule.allow === 'group' ? [rule.group] : rule.allow === 'allOf' ? groupsIn(rule.rules) : []));
}
