import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../support/child.mjs';

/** The packed tarball, and how many packages come with it. */
export async function measure() {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-bench-'));
  try {
    const output = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
      cwd: ROOT,
      shell: process.platform === 'win32',
    });
    const [{ size }] = Object.values(JSON.parse(output.toString()));
    const { dependencies = {} } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    return [
      { id: 'install.kb', value: size / 1000, unit: 'kB', limit: 1000, reference: 'packed tarball' },
      {
        id: 'install.dependencies',
        value: Object.keys(dependencies).length,
        unit: '',
        limit: 0,
        bound: 'exactly',
        reference: 'beside the peers',
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
