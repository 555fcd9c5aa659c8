import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ROOT, run } from '../support/child.mjs';
import { forkOn, message } from '../support/cores.mjs';
import { environment } from '../support/environment.mjs';
import { pairs } from '../support/pairs.mjs';

const MODELS = 50;
const WARM_UP = 4_000;
/** Short turns, so that what else the machine does meets both. */
const CALLS = 500;
const TURNS = 41;
const STARTS = 21;

/**
 * The data handler as synthesis stages it with a manifest of 50 models, against handlers with `@aws-sdk/client-dynamodb`, bundled and
 * minified likewise. A handler has one core, the stub of DynamoDB another; the two handlers take turns.
 */
export async function measure() {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-bench-'));
  const stub = forkOn(1, join(ROOT, 'bench/support/stub.mjs'));
  try {
    const ours = await staged(folder);
    const [bare, sdk] = await Promise.all(['bare', 'sdk'].map((name) => bundled(folder, name)));
    const env = environment(await message(stub));
    const start = (file, operation) => caller(file, operation, env);
    const firstAnswer = (file) => async () => {
      const { call, end } = start(file, 'get');
      const ms = await call(1);
      end();
      return ms;
    };
    const throughput = async (operation) => {
      const [theirs, mine] = [bare, ours].map((file) => start(file, operation));
      for (const { call } of [theirs, mine]) await call(WARM_UP);
      const ratio = await pairs(
        TURNS,
        () => theirs.call(CALLS),
        () => mine.call(CALLS),
      );
      for (const { end } of [theirs, mine]) end();
      return ratio;
    };
    const bareSdk = 'throughput of a bare handler with the bundled SDK';
    return [
      {
        id: 'data.bundle.kb',
        value: kilobytes(join(ours, '..')),
        unit: 'kB',
        limit: 150,
        reference: `with 50 models; the SDK's client alone ${kilobytes(sdk)}`,
      },
      {
        id: 'data.cold',
        ...(await pairs(STARTS, firstAnswer(ours), firstAnswer(sdk))),
        unit: 'x',
        limit: 0.5,
        reference: 'require to first answer; a handler that only loads the SDK',
      },
      { id: 'data.get', ...(await throughput('get')), unit: 'x', limit: 2, bound: 'at least', reference: bareSdk },
      { id: 'data.query.25', ...(await throughput('query')), unit: 'x', limit: 2, bound: 'at least', reference: `25 items; ${bareSdk}` },
      { id: 'data.create', ...(await throughput('create')), unit: 'x', limit: 1.5, bound: 'at least', reference: bareSdk },
      {
        id: 'data.update',
        ...(await throughput('update')),
        unit: 'x',
        limit: 1.5,
        bound: 'at least',
        reference: `with If-Match; ${bareSdk}`,
      },
      {
        id: 'data.transact.5',
        ...(await throughput('transact')),
        unit: 'x',
        limit: 1.5,
        bound: 'at least',
        reference: `five creates; ${bareSdk}`,
      },
    ];
  } finally {
    stub.disconnect();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A process that calls a handler, and answers how many milliseconds so many calls took. */
function caller(file, operation, env) {
  const child = forkOn(0, join(ROOT, 'bench/support/calls.cjs'), [file, operation], env);
  const call = (count) => {
    child.send(count);
    return message(child);
  };
  return { call, end: () => child.disconnect() };
}

/** The data handler's entry in the cloud assembly of an app. */
async function staged(folder) {
  const out = join(folder, 'cdk.out');
  await run([join(ROOT, 'bench/apps/plinth.mjs'), String(MODELS), out]);
  const handlers = readdirSync(out)
    .map((name) => join(out, name, 'index.js'))
    .filter((path) => existsSync(path));
  if (handlers.length !== 1) throw new Error(`The app should have one handler, and has ${handlers.join(', ')}`);
  return handlers[0];
}

/** A handler of bench/handlers in one file. */
async function bundled(folder, name) {
  const outfile = join(folder, `${name}.cjs`);
  await build({
    entryPoints: [join(ROOT, 'bench/handlers', `${name}.mjs`)],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    legalComments: 'none',
  });
  return outfile;
}

function kilobytes(path) {
  const { size } = statSync(path);
  return (statSync(path).isDirectory() ? readdirSync(path).reduce((sum, name) => sum + statSync(join(path, name)).size, 0) : size) / 1000;
}
