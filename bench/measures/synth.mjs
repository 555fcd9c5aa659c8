import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pairs, ROOT, result } from '../support/child.mjs';

/** CPU time of synthesis against a hand-written plain CDK app with the same tables, pool, API and function; validator off on both sides. */
export async function measure() {
  const rows = [];
  for (const models of [50, 200]) {
    const cpu = (app) => async () => {
      const out = mkdtempSync(join(tmpdir(), 'plinth-bench-'));
      try {
        return (await result([join(ROOT, 'bench/apps', app), String(models), out, join(ROOT, 'assets/handlers/data')])).cpuMs;
      } finally {
        rmSync(out, { recursive: true, force: true });
      }
    };
    rows.push({
      id: `synth.${models}`,
      value: await pairs(7, cpu('plinth.mjs'), cpu('plain.mjs')),
      unit: 'x',
      limit: 1.3,
      reference: 'CPU time of plain CDK',
    });
  }
  return rows;
}
