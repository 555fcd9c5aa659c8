import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../support/child.mjs';
import { forkOn, message } from '../support/cores.mjs';
import { manifest } from '../support/manifest.mjs';
import { pairs } from '../support/pairs.mjs';

const IMPORTED = 40_000;
const TURNS = 7;
const STREAMED = 500_000;
const EXPORTED = 1_000_000;

/** `plinth import` and `plinth export` as a person runs them, against a stub of the services on another core. */
export async function measure() {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-bench-'));
  const file = join(folder, 'manifest.json');
  writeFileSync(file, JSON.stringify(manifest(1)));
  const stub = forkOn(1, join(ROOT, 'bench/support/backend-stub.mjs'), [file, String(EXPORTED)]);
  try {
    const port = await message(stub);
    const fileOf = (name, length) => {
      writeFileSync(join(folder, name), Array.from({ length }, (_, i) => `${JSON.stringify(row(i))}\n`).join(''));
      return join(folder, name);
    };
    const rows = fileOf('rows.jsonl', IMPORTED);
    const bare = async () => (await command(port, ['bench/commands/bare-import.mjs', rows])).seconds;
    const imported = (file, ...options) => command(port, ['bin/plinth.mjs', 'import', 'model0', file, '--stack', 'Bench', ...options]);
    const plinth = async (...options) => (await imported(rows, ...options)).seconds;
    const overwriting = await pairs(TURNS, bare, () => plinth('--overwrite'));
    const adding = await pairs(3, bare, () => plinth());
    const streamed = await imported(fileOf('many.jsonl', STREAMED), '--overwrite');
    const exported = await command(port, ['bin/plinth.mjs', 'export', 'model0', join(folder, 'out.jsonl'), '--stack', 'Bench']);
    const written = readFileSync(join(folder, 'out.jsonl')).reduce((count, byte) => count + (byte === 10 ? 1 : 0), 0);
    if (written !== EXPORTED) throw new Error(`${written} rows were exported, and not ${EXPORTED}`);
    return [
      {
        id: 'import.ratio',
        ...overwriting,
        unit: 'x',
        limit: 0.6,
        bound: 'at least',
        reference: `throughput of a bare BatchWriteItem loop; ${adding.value.toFixed(2)} without --overwrite, by conditional puts`,
      },
      { id: 'import.mb', value: streamed.mb, unit: 'MB', limit: 200, reference: 'resident at most, for 500,000 rows of JSON Lines' },
      { id: 'export.mb', value: exported.mb, unit: 'MB', limit: 150, reference: 'resident at most, for 1,000,000 rows' },
    ];
  } finally {
    stub.disconnect();
    rmSync(folder, { recursive: true, force: true });
  }
}

const row = (number) => ({
  id: `0190e1f8-0000-7000-8000-${String(number).padStart(12, '0')}`,
  title: `Item number ${number}`,
  kind: 'b',
  count: number,
  published: true,
});

/** Runs a program on a core of its own: how long it took, and how much memory it had at most. */
async function command(port, [file, ...args]) {
  const started = performance.now();
  const child = forkOn(0, join(ROOT, 'bench/support/peak.mjs'), [join(ROOT, file), ...args], {
    HOME: tmpdir(),
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
  });
  const kilobytes = await message(child);
  return { seconds: (performance.now() - started) / 1000, mb: kilobytes / 1000 };
}
