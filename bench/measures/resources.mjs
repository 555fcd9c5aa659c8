import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, run } from '../support/child.mjs';

/** How many CloudFormation resources a backend makes, and what each further thing adds. */
export async function measure() {
  const count = async (variation) => {
    const out = mkdtempSync(join(tmpdir(), 'plinth-bench-'));
    try {
      await run([join(ROOT, 'bench/apps/variation.mjs'), out, JSON.stringify(variation)]);
      const [template] = readdirSync(out).filter((name) => name.endsWith('.template.json'));
      return Object.keys(JSON.parse(readFileSync(join(out, template), 'utf8')).Resources).length;
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  };
  const base = await count({ models: 1 });
  const beyond = async (variation) => (await count({ models: 1, ...variation })) - base;
  const three = await count({ models: 3 });
  const cascading = await count({ models: 4, cascades: 3 });
  const oneTriggered = await count({ models: 2, triggered: 1 });
  return [
    { id: 'resources.fixed.auth_data', value: base - 1, unit: '', limit: 35, reference: 'beside the tables' },
    { id: 'resources.per_model', value: await beyond({ models: 2 }), unit: '', limit: 1, bound: 'exactly' },
    { id: 'resources.per_triggered_model', value: (await count({ models: 2, triggered: 2 })) - oneTriggered + 1, unit: '', limit: 2 },
    { id: 'resources.per_index', value: await beyond({ indexes: 2 }), unit: '', limit: 0, bound: 'exactly' },
    { id: 'resources.per_relation', value: (await count({ models: 3, relations: 2 })) - three, unit: '', limit: 0, bound: 'exactly' },
    { id: 'resources.per_unique', value: await beyond({ unique: 1 }), unit: '', limit: 0, bound: 'exactly' },
    {
      id: 'resources.per_link',
      value: (await count({ models: 4, cascades: 3, links: 1 })) - cascading,
      unit: '',
      limit: 1,
      bound: 'exactly',
      reference: 'manyToMany of models whose deletes go on: its table',
    },
    {
      id: 'resources.per_cascade',
      value: cascading - (await count({ models: 4, cascades: 2 })),
      unit: '',
      limit: 1,
      bound: 'exactly',
      reference: 'a further model whose deletes go on: its stream’s mapping',
    },
    { id: 'resources.per_rule', value: await beyond({ rules: 2 }), unit: '', limit: 0, bound: 'exactly' },
  ];
}
