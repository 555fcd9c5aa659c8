import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, result } from '../support/child.mjs';
import { median, pairs } from '../support/pairs.mjs';

/** CPU time of synthesis against a hand-written plain CDK app with the same tables, pool, API and function; validator off on both sides. */
export async function measure() {
  const rows = [];
  for (const models of [50, 200]) {
    const plain = [];
    const ours = async () => cpuMs('plinth.mjs', models);
    const theirs = async () => {
      plain.push(await cpuMs('plain.mjs', models));
      return plain.at(-1);
    };
    const ratio = await pairs(9, ours, theirs);
    rows.push({
      id: `synth.${models}`,
      ...ratio,
      unit: 'x',
      limit: 1.3,
      reference: `CPU time of plain CDK, ${Math.round(median(plain))} ms`,
    });
  }
  return rows;
}

async function cpuMs(app, models) {
  const out = mkdtempSync(join(tmpdir(), 'plinth-bench-'));
  try {
    return (await result([join(ROOT, 'bench/apps', app), String(models), out])).cpuMs;
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
