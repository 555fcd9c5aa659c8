import type { ChangeOperation } from '../../lib/manifest/index.js';
import type { Context } from '../shared/entry.js';
import { type Model, modelsOf } from '../shared/model/model.js';

/** A function's queue that wants some changes of a model. */
export interface Target {
  readonly function: string;
  readonly queueUrl: string;
  /** Of the queue for what it is not called with. */
  readonly deadLetterUrl: string;
  readonly operations: ReadonlySet<ChangeOperation>;
}

/** A model of which some change triggers something, or whose deletes go on with other items. */
export interface Source {
  readonly model: Model;
  readonly targets: readonly Target[];
}

/**
 * Where changes go, by the table that they come from.
 * @throws Error where the binding has no queue or dead-letter queue for a function that a change triggers
 */
export function sourcesOf({ manifest, binding }: Pick<Context, 'manifest' | 'binding'>): ReadonlyMap<string, Source> {
  const modelOf = modelsOf(manifest, binding);
  const sources = new Map<string, { model: Model; targets: Target[] }>();
  for (const name of Object.keys(manifest.data?.models ?? {})) {
    const model = modelOf(name);
    if (model.cascades) sources.set(model.table, { model, targets: [] });
  }
  for (const [name, { triggers }] of Object.entries(manifest.functions?.functions ?? {})) {
    for (const trigger of triggers) {
      if (trigger.on !== 'change') continue;
      const queueUrl = binding.queues?.[name];
      const deadLetterUrl = binding.deadLetters?.[name];
      if (queueUrl === undefined || deadLetterUrl === undefined) throw new Error(`The binding names no queues for the function ${name}.`);
      const model = modelOf(trigger.model);
      const source = sources.get(model.table) ?? { model, targets: [] };
      sources.set(model.table, source);
      // Two triggers of a function on one model are one: it is called once for a change.
      const other = source.targets.find((target) => target.function === name);
      const operations = new Set([...(other?.operations ?? []), ...trigger.operations]);
      source.targets = [...source.targets.filter((target) => target !== other), { function: name, queueUrl, deadLetterUrl, operations }];
    }
  }
  return sources;
}
