import { type Binding, isOwned, type Manifest, type ModelSpec, shadowAttribute, tableName } from '../../../lib/manifest/index.js';
import { Problem } from '../problem.js';

/** A declared model, and what follows from its declaration. */
export interface Model {
  readonly name: string;
  readonly spec: ModelSpec;
  readonly table: string;
  /** Whether items say who owns them: a rule asks for it, or an index uses it. */
  readonly owned: boolean;
  /** What leaves the backend of an item: declared and system fields, in that order. */
  readonly fields: readonly string[];
  /** Shadow attributes by the boolean field that an index uses. */
  readonly shadows: ReadonlyMap<string, string>;
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
      model = compileModel(name, spec, table);
      models.set(name, model);
    }
    return model;
  };
}

export function compileModel(name: string, spec: ModelSpec, table: string): Model {
  const keys = Object.values(spec.indexes).flatMap(({ partition, sort }) => [...partition, ...sort]);
  const owned = isOwned(spec);
  const booleans = keys.filter((field) => spec.fields[field]?.type === 'boolean');
  return {
    name,
    spec,
    table,
    owned,
    fields: ['id', ...Object.keys(spec.fields), ...(owned ? ['owner'] : []), 'version', 'createdAt', 'updatedAt'],
    shadows: new Map(booleans.map((field) => [field, shadowAttribute(field)])),
  };
}
