import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from '../support/child.mjs';
import { median } from '../support/pairs.mjs';
import { manifest } from '../support/manifest.mjs';

const { generateClient } = createRequire(import.meta.url)('../../assets/generator/index.js');
const ROUNDS = 13;
const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');

/** The type check (TypeScript 6) of an application with the client of 200 models, beyond that of an empty file; and how what is instantiated grows where each model is called. */
export async function measure() {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-bench-'));
  try {
    const empty = project(folder, 'empty', 0, 0);
    const whole = project(folder, 'whole', 200, 2);
    const runs = Array.from({ length: ROUNDS }, () => ({ empty: check(empty), whole: check(whole) }));
    const [hundred, twoHundred] = [100, 200].map((models) => check(project(folder, `all-${models}`, models, models)).instantiations);
    const none = runs[0].empty.instantiations;
    const beyond = (key) => median(runs.map((run) => run.whole[key] - run.empty[key]));
    return [
      {
        id: 'types.200.ms',
        value: beyond('ms'),
        unit: 'ms',
        limit: 300,
        reference: `beyond an empty file, ${Math.round(median(runs.map((run) => run.empty.ms)))} ms; Supabase 886, Amplify 4,583`,
      },
      {
        id: 'types.200.mb',
        value: beyond('mb'),
        unit: 'MB',
        limit: 30,
        reference: 'beyond an empty file',
      },
      {
        id: 'types.growth',
        value: (twoHundred - none) / (hundred - none),
        unit: 'x',
        limit: 2.1,
        reference: 'instantiations with 200 models against 100: 2 is linear',
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A project of one file that signs in and calls so many of its models; an empty file, without models. */
function project(parent, name, models, called) {
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
  writeFileSync(join(folder, 'app.ts'), models === 0 ? 'export {};\n' : application(called));
  for (const [path, text] of Object.entries(models === 0 ? {} : generateClient(manifest(models)))) {
    mkdirSync(dirname(join(folder, 'backend', path)), { recursive: true });
    writeFileSync(join(folder, 'backend', path), text);
  }
  return folder;
}

function application(called) {
  const calls = Array.from(
    { length: called },
    (_, i) => `for await (const each of api.data.model${i}.newest({ owner: 'me' })) console.log(each.title);`,
  );
  return `
    import { createClient } from './backend/index.js';
    const api = createClient({ apiUrl: '', region: '', userPoolId: '', userPoolClientId: '' });
    await api.auth.signIn({ email: 'a@example.com', password: 'x' });
    await api.data.model0.create({ title: 'a', kind: 'b' });
    ${calls.join('\n    ')}
  `;
}

function check(folder) {
  const output = execFileSync(process.execPath, [TSC, '-p', folder, '--extendedDiagnostics'], { encoding: 'utf8' });
  const number = (label) => Number.parseFloat(new RegExp(`^${label}:\\s+([\\d.]+)`, 'm').exec(output)[1]);
  return { ms: number('Total time') * 1000, mb: number('Memory used') / 1000, instantiations: number('Instantiations') };
}
