import {
  type Binding,
  type FieldSpec,
  isFollowed,
  isOwned,
  type Manifest,
  itemFields,
  type ModelSpec,
  openersOf,
  type Referrer,
  referrersOf,
  type Ruled,
  ruledField,
  ruledModel,
  shadowAttribute,
  tableName,
} from '../../../lib/manifest/index.js';
import { Problem } from '../problem.js';

/** A declared model, and what follows from its declaration. */
export interface Model {
  readonly name: string;
  readonly spec: ModelSpec;
  readonly table: string;
  /** What its rules guard, and where its relations lead: what `Access` is asked with. */
  readonly ruled: Ruled;
  /** The fields that have rules of their own. */
  readonly guarded: ReadonlyMap<string, Ruled>;
  /** By such a field, the fields whose values say whom its rules admit. */
  readonly openers: ReadonlyMap<string, readonly string[]>;
  /** Whether items say who owns them: a rule asks for it, or an index uses it. */
  readonly owned: boolean;
  /** What leaves the backend of an item: declared and system fields, in that order. */
  readonly fields: readonly string[];
  /** Shadow attributes by the boolean field that an index uses. */
  readonly shadows: ReadonlyMap<string, string>;
  /** The fields whose values no two items share. */
  readonly uniques: readonly string[];
  /** Who belongs to its items. */
  readonly referrers: readonly Referrer[];
  /** Whether a delete goes on with others, in the background. */
  readonly cascades: boolean;
  /** The field that says when an item ends. */
  readonly ttl?: string;
  /** The fields whose JSON is not what is stored: bytes, sets of texts, and what holds some. */
  readonly encoded: ReadonlySet<string>;
}

/** Finds models by name; each is worked out when it is first asked for. */
export type Models = (name: string) => Model;

export function modelsOf(manifest: Manifest, binding: Binding): Models {
  const specs = manifest.data?.models ?? {};
  const models = new Map<string, Model>();
  return (name) => {
    let model = models.get(name);
    if (model === undefined) {
      const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
      if (spec === undefined) throw new Problem('not-found', `There is no model ${name}.`);
      const table = binding.tables?.[name] ?? spec.table ?? tableName(manifest.backendId, name);
      model = compileModel(name, spec, table, specs);
      models.set(name, model);
    }
    return model;
  };
}

export function compileModel(name: string, spec: ModelSpec, table: string, models: Readonly<Record<string, ModelSpec>> = {}): Model {
  const keys = Object.values(spec.indexes).flatMap(({ partition, sort }) => [...partition, ...sort]);
  const ruled = ruledModel({ models }, spec);
  const owned = isOwned(spec);
  const referrers = referrersOf(name, models);
  const booleans = keys.filter((field) => spec.fields[field]?.type === 'boolean');
  const fields = Object.entries(spec.fields);
  const named = (is: (field: FieldSpec) => boolean | undefined) => fields.filter(([, field]) => is(field)).map(([name]) => name);
  return {
    name,
    spec,
    table,
    ruled,
    guarded: new Map(fields.flatMap(([name, { rules }]) => (rules === undefined ? [] : [[name, ruledField(ruled, rules)]]))),
    openers: new Map(fields.flatMap(([name, { rules }]) => (rules === undefined ? [] : [[name, openersOf(rules, spec.relations)]]))),
    owned,
    fields: itemFields(spec),
    shadows: new Map(booleans.map((field) => [field, shadowAttribute(field)])),
    referrers,
    cascades: isFollowed(referrers),
    uniques: named(({ unique }) => unique),
    ttl: named(({ ttl }) => ttl)[0],
    encoded: new Set(named(isEncoded)),
  };
}

function isEncoded({ type, items, fields = {} }: FieldSpec): boolean {
  return type === 'bytes' || type === 'stringSet' || (items !== undefined && isEncoded(items)) || Object.values(fields).some(isEncoded);
}
