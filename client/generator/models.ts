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
import { comment, type Names, pascal } from './text.js';

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

/** The interfaces of one model, flat: a type check of the whole client is linear in its models. */
export function declareModel(model: string, spec: ModelSpec, types: ModelTypes): string {
  return [
    `${comment('', `An item of \`${model}\`.`, spec.description)}export interface ${types.item} {
  id: string;
${declareOwner(spec)}  /** One more with each write. */
  version: number;
  /** RFC 3339, in UTC. */
  createdAt: string;
  updatedAt: string;
${members(spec.fields, 'item')}}`,
    `export interface ${types.create} {
  /** @default a UUIDv7 */
  id?: string;
${members(spec.fields, 'write')}}`,
    `${comment('', 'A JSON Merge Patch (RFC 7396): what is absent stays, null removes.')}export interface ${types.update} {
${members(spec.fields, 'patch')}}`,
    ...Object.entries(spec.indexes).map(([index, each]) => declareQuery(types.queries.get(index) as string, each, spec)),
    declareClient(spec, types),
  ].join('\n\n');
}

/** A method for each operation that a rule admits somebody to. */
function declareClient(spec: ModelSpec, types: ModelTypes): string {
  const may = (operation: Operation) => mayAdmit(spec.rules, operation, everybody(spec.rules));
  const { item, create, update } = types;
  const methods = [
    may('create') && `create(values: ${create}, options?: CallOptions): Promise<${item}>;`,
    may('get') && `get(id: string, options?: CallOptions): Promise<${item}>;`,
    may('update') && `update(id: string, patch: ${update}, options?: WriteOptions): Promise<${item}>;`,
    may('delete') && 'delete(id: string, options?: WriteOptions): Promise<void>;',
    ...(may('list') ? [...types.queries].map(([index, query]) => `${index}(query: ${query}): Pages<${item}>;`) : []),
    may('list') && types.list && `list(query${spec.allowScan ? '?' : ''}: ${types.list}): Pages<${item}>;`,
  ];
  return `export interface ${types.client} {\n${methods
    .filter(Boolean)
    .map((method) => `  ${method}\n`)
    .join('')}}`;
}

function declareQuery(name: string, { partition, sort }: IndexSpec, spec: ModelSpec): string {
  const lines = [
    ...partition.map((field) => {
      const hint = field === 'owner' ? comment('  ', '`me` is who calls.') : '';
      return `${hint}  ${field}: ${fieldType(indexed(field, spec), 'item')};\n`;
    }),
    ...sort.map((field) => `  ${field}?: ${ranged(indexed(field, spec))};\n`),
  ];
  return `export interface ${name} extends ListOptions {\n${lines.join('')}}`;
}

/** A sort field's value, or a range of them; a boolean has none. */
function ranged(field: FieldSpec): string {
  const type = fieldType(field, 'item');
  return type === 'boolean' ? type : `${type} | ${type === 'number' ? 'NumberRange' : 'TextRange'}`;
}

function indexed(name: string, spec: ModelSpec): FieldSpec {
  return spec.fields[name] ?? { type: name === 'version' ? 'integer' : 'string' };
}

function declareOwner({ rules, indexes }: ModelSpec): string {
  const indexesOwner = Object.values(indexes).some(({ partition, sort }) => [...partition, ...sort].includes('owner'));
  if (!usesOwner(rules) && !indexesOwner) {
    return '';
  }
  // What a guest made is nobody's.
  return `  /** The user who made it. */\n  owner${admitsGuests(rules, 'create') ? '?' : ''}: string;\n`;
}

/** A caller of every kind at once: whom no rule admits then, it never admits anyone. */
function everybody(rules: readonly RuleSpec[]): Caller {
  return { owner: 'anyone', groups: groupsIn(rules) };
}

function groupsIn(rules: readonly RuleSpec[]): string[] {
  return rules.flatMap((rule) => (rule.allow === 'group' ? [rule.group] : rule.allow === 'allOf' ? groupsIn(rule.rules) : []));
}
