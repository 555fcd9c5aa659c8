// What one GetItem costs by our signed client and by the bundled SDK: CPU time a call, and milliseconds from require to the first
// answer. Both bundles are minified; the service is a stub on loopback in a process of its own. `node bench/dynamodb/get.mjs`
import { execFileSync, fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

const ROOT = join(import.meta.dirname, '../..');
/** Each subject in turn, this many times; the lowest CPU time stands, since whatever else the machine does only adds. */
const ROUNDS = 7;

const SUBJECTS = {
  signed: `
    import { createSignedDynamoDb } from './lambdas/shared/dynamodb/signed';
    const dynamoDb = createSignedDynamoDb({ environment: process.env });
    export const get = (input) => dynamoDb.getItem(input);`,
  sdk: `
    import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
    const client = new DynamoDBClient({});
    export const get = (input) => client.send(new GetItemCommand(input));`,
};

const folder = mkdtempSync(join(tmpdir(), 'plinth-bench-'));
const stub = fork(join(ROOT, 'bench/support/stub.mjs'));
try {
  const port = await new Promise((resolve) => stub.once('message', resolve));
  const env = {
    PATH: process.env.PATH,
    NODE_NO_WARNINGS: '1',
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_SESSION_TOKEN: 't'.repeat(800),
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
  };
  const subjects = [];
  for (const [name, contents] of Object.entries(SUBJECTS)) {
    const outfile = join(folder, `${name}.cjs`);
    const stdin = { contents, resolveDir: ROOT, loader: 'ts' };
    const options = { bundle: true, minify: true, platform: 'node', target: 'node20', format: 'cjs', metafile: true };
    const { metafile } = await build({ stdin, outfile, ...options });
    const measure = join(folder, `${name}-measure.cjs`);
    writeFileSync(measure, measuring(outfile));
    subjects.push({ name, measure, kilobytes: Object.values(metafile.outputs)[0].bytes / 1024, runs: [] });
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const { measure, runs } of subjects) runs.push(JSON.parse(execFileSync(process.execPath, [measure], { env, encoding: 'utf8' })));
  }
  for (const { name, kilobytes, runs } of subjects) {
    console.log(
      `${name.padEnd(6)} ${lowest(runs, 'cpu')} µs CPU a get ${lowest(runs, 'cold')} ms cold ${kilobytes.toFixed(0).padStart(4)} kB`,
    );
  }
} finally {
  stub.disconnect();
  rmSync(folder, { recursive: true });
}

function lowest(runs, figure) {
  return Math.min(...runs.map((run) => run[figure]))
    .toFixed(0)
    .padStart(4);
}

/** The program of one run: cold first, then warm. */
function measuring(bundle) {
  return `
    const input = { TableName: 'bench.notes', Key: { id: { S: '0190e1f8-0000-7000-8000-000000000000' } }, ConsistentRead: true };
    (async () => {
      const started = performance.now();
      const { get } = require(${JSON.stringify(bundle)});
      await get(input);
      const cold = performance.now() - started;
      const calls = 4_000;
      for (let i = 0; i < calls / 2; i++) await get(input);
      const before = process.cpuUsage();
      for (let i = 0; i < calls; i++) await get(input);
      const { user, system } = process.cpuUsage(before);
      console.log(JSON.stringify({ cold, cpu: (user + system) / calls }));
      process.exit();
    })();`;
}
