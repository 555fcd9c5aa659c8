import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from '../support/child.mjs';
import { median } from '../support/pairs.mjs';
import { manifest } from '../support/manifest.mjs';

const { generateClient } = createRequire(import.meta.url)('../../assets/generator/index.js');
const ROUNDS = 9;
const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');

/** An application's type check (TypeScript 6) with a client of 200 models, beyond that of an empty file; and how instantiations grow from 100 models to 200. */
export async function measure() {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-bench-'));
  try {
    const projects = { empty: project(folder, 'empty'), half: project(folder, 'half', 100), whole: project(folder, 'whole', 200) };
    const runs = Array.from({ length: ROUNDS }, () => mapValues(projects, check));
    // Whatever else the machine does only adds, so the lowest time is the truest.
    const least = (name, key) => Math.min(...runs.map((run) => run[name][key]));
    const beyond = (name, key) => least(name, key) - least('empty', key);
    return [
      {
        id: 'types.200.ms',
        value: beyond('whole', 'ms'),
        unit: 'ms',
        limit: 300,
        reference: `beyond an empty file, ${Math.round(least('empty', 'ms'))} ms; Supabase 886, Amplify 4,583`,
      },
      {
        id: 'types.200.mb',
        value: median(runs.map((run) => run.whole.mb - run.empty.mb)),
        unit: 'MB',
        limit: 30,
        reference: 'beyond an empty file',
      },
      {
        id: 'types.growth',
        value: (beyond('whole', 'instantiations') + 1) / (beyond('half', 'instantiations') + 1),
        unit: 'x',
        limit: 2.1,
        reference: 'instantiations of 200 models against 100: 2 is linear, 1 is constant',
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const mapValues = (object, value) => Object.fromEntries(Object.entries(object).map(([name, each]) => [name, value(each)]));

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
