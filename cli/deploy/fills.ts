import { type FieldSpec, type Manifest, type ModelSpec, tableName } from '../../lib/manifest/index.js';
import { tableProperties } from './table.js';
import { type Resource, type Template, withMetadata } from './template.js';

/** What the items of one model that were written before lack of what is declared now. */
export interface Fill {
  readonly backendId: string;
  readonly model: string;
  readonly table: string;
  /** Fields whose values are to be unique. */
  readonly unique: readonly string[];
  /** Fields that have a default. */
  readonly defaults: readonly string[];
  /** Fields that something goes with: indexed booleans, ends. */
  readonly marks: readonly string[];
}

/**
 * Where a stack says, while it is so, what is still to be filled: in the metadata of its table. It comes with the switch and goes when all is
 * filled, so whoever reads what is deployed knows what was interrupted.
 */
const METADATA = 'plinth:fill';

/** What changes between two declarations ask of existing items. */
export function fillsOf(before: Manifest | undefined, after: Manifest): Fill[] {
  const models = Object.entries(after.data?.models ?? {});
  return models.flatMap(([model, spec]) => {
    const old = before?.data?.models[model];
    if (old === undefined) return [];
    const newly = (is: (model: ModelSpec, name: string) => boolean) =>
      Object.keys(spec.fields).filter((name) => is(spec, name) && !is(old, name));
    const fill: Fill = {
      backendId: after.backendId,
      model,
      table: spec.table ?? tableName(after.backendId, model),
      unique: newly(({ fields }, name) => fields[name]?.unique === true),
      defaults: newly(({ fields }, name) => hasDefault(fields[name])),
      marks: newly(({ fields, indexes }, name) => fields[name]?.ttl === true || isIndexedBoolean(fields[name], name, indexes)),
    };
    return isEmpty(fill) ? [] : [fill];
  });
}

/** `caller` is nobody's of an item that is there. */
const hasDefault = (field: FieldSpec | undefined) =>
  field?.defaultValue !== undefined || (field?.defaultFrom !== undefined && field.defaultFrom !== 'caller');

const isIndexedBoolean = (field: FieldSpec | undefined, name: string, indexes: ModelSpec['indexes']) =>
  field?.type === 'boolean' && Object.values(indexes).some(({ partition, sort }) => [...partition, ...sort].includes(name));

const isEmpty = ({ unique, defaults, marks }: Fill) => unique.length + defaults.length + marks.length === 0;

/** What an earlier deployment was to fill and has not, as far as it is declared still. */
export function pendingFills(deployed: Template | undefined, wanted: Manifest): Fill[] {
  const pending = Object.values(deployed?.Resources ?? {}).flatMap(({ Metadata }) => (Metadata?.[METADATA] as Fill | undefined) ?? []);
  return pending.flatMap((fill) => {
    const fields = wanted.data?.models[fill.model]?.fields;
    if (fields === undefined || fill.backendId !== wanted.backendId) return [];
    const left: Fill = {
      ...fill,
      unique: fill.unique.filter((name) => fields[name]?.unique === true),
      defaults: fill.defaults.filter((name) => hasDefault(fields[name])),
      marks: fill.marks.filter((name) => Object.hasOwn(fields, name)),
    };
    return isEmpty(left) ? [] : [left];
  });
}

/** Both, by model. */
export function joinFills(fills: readonly Fill[]): Fill[] {
  const byTable = new Map<string, Fill>();
  for (const fill of fills) {
    const other = byTable.get(fill.table);
    const join = (part: 'unique' | 'defaults' | 'marks') => [...new Set([...(other?.[part] ?? []), ...fill[part]])];
    byTable.set(fill.table, { ...fill, unique: join('unique'), defaults: join('defaults'), marks: join('marks') });
  }
  return [...byTable.values()];
}

/** The template with a note of what is to be filled. */
export function withPending(template: Template, fills: readonly Fill[]): Template {
  return fills.reduce((result, fill) => {
    const found = Object.entries(template.Resources ?? {}).find(([, resource]) => isTable(resource, fill.table));
    return found === undefined ? result : withMetadata(result, found[0], METADATA, fill);
  }, template);
}

const isTable = (resource: Resource, name: string) => tableProperties(resource)?.TableName === name;

/** In words: `unique values of email, defaults of kind`. */
export function describeFill({ unique, defaults, marks }: Fill): string {
  const parts = [
    ...(unique.length > 0 ? [`claims to unique values of ${unique.join(', ')}`] : []),
    ...(defaults.length > 0 ? [`defaults of ${defaults.join(', ')}`] : []),
    ...(marks.length > 0 ? [`what goes with ${marks.join(', ')}`] : []),
  ];
  return parts.join(', ');
}
