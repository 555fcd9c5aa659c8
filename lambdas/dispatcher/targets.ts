import { type Binding, type ChangeOperation, type Manifest, tableName } from '../../lib/manifest/index.js';

/** A queue that wants some changes of a model. */
export interface Target {
  readonly function: string;
  readonly queueUrl: string;
  readonly operations: ReadonlySet<ChangeOperation>;
}

export interface Targets {
  /** The model that a table holds, if it is one of this backend's. */
  modelOf(table: string): string | undefined;
  /** The queues that want a model's changes. */
  of(model: string): readonly Target[];
}

/** @throws Error where the binding has no queue for a function that a change triggers */
export function targetsOf(manifest: Manifest, binding: Binding): Targets {
  const byModel = new Map<string, Target[]>();
  for (const [name, { triggers }] of Object.entries(manifest.functions?.functions ?? {})) {
    for (const trigger of triggers) {
      if (trigger.on !== 'change') continue;
      const queueUrl = binding.queues?.[name];
      if (queueUrl === undefined) throw new Error(`The binding names no queue for the function ${name}.`);
      const targets = byModel.get(trigger.model) ?? [];
      byModel.set(trigger.model, targets);
      const same = targets.findIndex((target) => target.function === name);
      // Two triggers of a function on one model are one: it is called once for a change.
      const operations = new Set([...(targets[same]?.operations ?? []), ...trigger.operations]);
      targets.splice(same < 0 ? targets.length : same, 1, { function: name, queueUrl, operations });
    }
  }

  const named = new Map<string, string>();
  for (const model of byModel.keys()) {
    const literal = manifest.data?.models[model]?.table;
    named.set(binding.tables?.[model] ?? literal ?? tableName(manifest.backendId, model), model);
  }
  return { modelOf: (table) => named.get(table), of: (model) => byModel.get(model) ?? [] };
}
