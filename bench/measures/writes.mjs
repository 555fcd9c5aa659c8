import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../support/child.mjs';
import { forkOn, message } from '../support/cores.mjs';
import { environment } from '../support/environment.mjs';
import { manifest } from '../support/manifest.mjs';

/** What one write asks of DynamoDB: calls, and write units of an item of less than 1 kB, idempotency included. */
export async function measure() {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-bench-'));
  const stub = forkOn(1, join(ROOT, 'bench/support/ledger.mjs'));
  try {
    mkdirSync(join(folder, 'data'));
    copyFileSync(join(ROOT, 'assets/handlers/data/index.js'), join(folder, 'data/index.js'));
    writeFileSync(join(folder, 'data/manifest.json'), JSON.stringify(manifest(1)));
    const env = environment(await message(stub));
    const asked = async (operation) => {
      const caller = forkOn(0, join(ROOT, 'bench/support/calls.cjs'), [join(folder, 'data/index.js'), operation], env);
      caller.send(1);
      await message(caller);
      caller.disconnect();
      stub.send('asked');
      return message(stub);
    };
    const [create, update, operator] = [await asked('create'), await asked('update'), await asked('operator')];
    return [
      { id: 'data.calls.create', value: create.requests, unit: 'calls', limit: 1, reference: 'DynamoDB calls of a create' },
      { id: 'data.calls.update', value: update.requests, unit: 'calls', limit: 1, reference: 'of an update with If-Match' },
      { id: 'data.units.create', value: create.units, unit: 'units', limit: 1, reference: 'write units, no index' },
      {
        id: 'data.units.update',
        value: update.units,
        unit: 'units',
        limit: 1,
        reference: 'of an item of 700 bytes that remembers 16 writes',
      },
      {
        id: 'data.units.operator',
        value: operator.units,
        unit: 'units',
        limit: 2,
        reference: `$increment without If-Match; ${operator.requests} calls`,
      },
    ];
  } finally {
    stub.disconnect();
    rmSync(folder, { recursive: true, force: true });
  }
}
