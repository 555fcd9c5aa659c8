import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { median, ROOT } from '../support/child.mjs';
import { manifest } from '../support/manifest.mjs';

const { generateClient } = createRequire(import.meta.url)('../../assets/generator/index.js');
const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');

/** An application's type check (TypeScript 6) with a client of 200 models, beyond that of an empty file; and how instantiations grow from 100 models to 200. */
export async function measure() {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-bench-'));
  try {
    const empty = project(folder, 'empty');
    const half = project(folder, 'half', 100);
    const whole = project(folder, 'whole', 200);
    const runs = Array.from({ length: 7 }, () => ({ empty: check(empty), half: check(half), whole: check(whole) })).slice(1);
    const beyond = (key) => median(runs.map((run) => run.whole[key] - run.empty[key]));
    const [{ empty: none, half: hundred, whole: twoHundred }] = runs;
    return [
      { id: 'types.200.ms', value: beyond('ms'), unit: 'ms', limit: 300, reference: 'Supabase 886, Amplify 4,583' },
      { id: 'types.200.mb', value: beyond('mb'), unit: 'MB', limit: 30, reference: 'beyond an empty file' },
      {
        id: 'types.growth',
        value: (twoHundred.instantiations - none.instantiations + 1) / (hundred.instantiations - none.instantiations + 1),
        unit: 'x',
        limit: 2.1,
        reference: 'instantiations of 200 models against 100: 2 is linear',
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A project of one file that signs in and calls a model. */
function project(parent, name, models) {
  const folder = join(parent, name);
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        noEmit: true,
        target: 'es2022',
        lib: ['es2022', 'dom'],
        module: 'esnext',
        moduleResolution: 'bundler',
        types: [],
        skipLibCheck: false,
      },
      files: ['app.ts'],
    }),
  );
  if (models === undefined) {
    writeFileSync(join(folder, 'app.ts'), 'export {};\n');
    return folder;
  }
  for (const [path, text] of Object.entries(generateClient(manifest(models)))) {
    mkdirSync(dirname(join(folder, 'backend', path)), { recursive: true });
    writeFileSync(join(folder, 'backend', path), text);
  }
  writeFileSync(
    join(folder, 'app.ts'),
    `
    import { createClient } from './backend/index.js';
    const api = createClient({ apiUrl: '', region: '', userPoolId: '', userPoolClientId: '' });
    await api.auth.signIn({ email: 'a@example.com', password: 'x' });
    const item = await api.data.model0.create({ title: 'a', kind: 'b' });
    for await (const each of api.data.model${models - 1}.newest({ owner: 'me' })) console.log(each.title, item.version);
  `,
  );
  return folder;
}

function check(folder) {
  const output = execFileSync(process.execPath, [TSC, '-p', folder, '--extendedDiagnostics'], { encoding: 'utf8' });
  const number = (label) => Number.parseFloat(new RegExp(`^${label}:\\s+([\\d.]+)`, 'm').exec(output)[1]);
  return { ms: number('Total time') * 1000, mb: number('Memory used') / 1000, instantiations: number('Instantiations') };
}
