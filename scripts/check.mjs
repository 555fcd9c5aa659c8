// `npm run check`: formatting, lint, layers and types of every project, all faults in one run.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const bin = (...path) => join(root, 'node_modules', ...path);
const tsc = (project) => [bin('typescript7/bin/tsc'), '-p', project, '--noEmit'];

const CHECKS = {
  format: [bin('@biomejs/biome/bin/biome'), 'format', '.'],
  lint: [bin('oxlint/bin/oxlint'), '--deny-warnings', '.'],
  layers: [bin('dependency-cruiser/bin/dependency-cruise.mjs'), '--config', '.dependency-cruiser.cjs', 'lib', 'lambdas', 'client', 'cli'],
  'types of lib': tsc('tsconfig.jsii.json'),
  'types of lambdas': tsc('lambdas'),
  'types of client': tsc('client'),
  'types of the generator': tsc('client/generator'),
  'types of cli': tsc('cli'),
  'types of test': tsc('test'),
};

const run = (args) =>
  new Promise((done) => {
    const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, NODE_NO_WARNINGS: '1' } });
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    child.on('close', (code) => done({ code, output }));
  });

let failed = 0;
for (const [name, args] of Object.entries(CHECKS)) {
  const { code, output } = await run(args);
  if (code !== 0) failed += 1;
  console.log(`${code === 0 ? '✓' : '✗'} ${name}${code === 0 ? '' : `\n${output}`}`);
}
process.exitCode = failed > 0 ? 1 : 0;
if (!existsSync(bin('typescript7'))) console.log('Run `npm ci` first.');
