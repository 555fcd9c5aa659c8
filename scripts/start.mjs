// `npm start`: the notebooks example on this machine, as `plinth dev` runs it, and a tour through its generated client.
//   npm start -- --once      ends after the tour: exit code 0 if every step was seen
//   npm start -- --reset     begins anew         --port N     the emulator's port
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { serve } from '../examples/notebooks/web/serve.mjs';
import { prepare } from './install.mjs';

const { values: options } = parseArgs({
  options: { once: { type: 'boolean' }, reset: { type: 'boolean' }, port: { type: 'string' } },
});
const packageDir = join(import.meta.dirname, '..');
const cwd = join(packageDir, 'examples', 'notebooks');

prepare();
const [{ DevSession }, { createLog }] = await Promise.all([import('../assets/cli/dev.mjs'), import('../assets/cli/log.mjs')]);

const log = createLog(console.log, () => performance.now());
const session = await DevSession.open({
  cwd,
  env: process.env,
  log,
  packageDir,
  reset: options.reset,
  ...(options.port && { port: Number(options.port) }),
}).catch(fail);

/** Resolves at the first Ctrl-C; a second one ends at once, as it does by itself. */
const interrupted = new Promise((done) => {
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => done('interrupted'));
});

/** The tour is a program of the example's own: it shares this terminal and ends by itself. */
function tour() {
  return new Promise((done) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'tour.mts', session.configFile()], { cwd, stdio: 'inherit' });
    child.once('exit', (code) => done(code ?? 1));
  });
}

/** The page, once it is served. */
let web;

async function run() {
  await session.deploy();
  const { emulator } = await session.target();
  process.exitCode = await tour();
  if (options.once) return;
  web = await serve(session.configFile());
  log.detail(`web page  ${web.url}`);
  for (const { apiUrl } of session.configs) log.detail(`API       ${apiUrl}`);
  log.detail(`emulator  ${(await session.target()).endpoint}`);
  await session.watch();
  log.step('watching examples/notebooks: change its declaration and see it deployed; Ctrl-C ends');
  const ended = await Promise.race([interrupted, ...(emulator ? [emulator.exited] : [])]);
  if (ended !== 'interrupted') throw new Error(`The emulator ended:\n${ended}`);
}

function fail(error) {
  log.problem(error.message);
  process.exitCode = 1;
}

if (session) {
  await Promise.race([run(), interrupted]).catch(fail);
  web?.close();
  await session.stop();
}
