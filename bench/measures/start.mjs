import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { median, spread } from '../support/pairs.mjs';
import { sandbox } from '../support/sandbox.mjs';
import { terminal } from '../support/terminal.mjs';

const RUNS = 5;

/** A developer's two waits, on a copy of this checkout with an emulator of its own. */
export async function measure() {
  const { folder, remove } = sandbox();
  try {
    const port = String(await freePort());
    const warm = await timesWarm(folder, port);
    const change = await timesOfChange(join(folder, 'examples/notebooks'), port);
    return [
      row('start.warm', warm, 6, '`npm start` to the first answer of the deployed API, a sign-up and a sign-in before it included'),
      row('start.change', change, 3, 'a model with an index saved, to its table deployed and its client written'),
    ];
  } finally {
    remove();
  }
}

const row = (id, seconds, limit, reference) => ({ id, value: median(seconds), spread: spread(seconds), unit: 's', limit, reference });

/** `npm start` once to deploy, then with the state that it kept. */
async function timesWarm(folder, port) {
  const seconds = [];
  for (let run = 0; run <= RUNS; run++) {
    const started = performance.now();
    const shell = terminal('npm', ['start', '--', '--once', '--port', port], folder);
    const answered = await shell.line('created, version 1');
    await shell.interrupt();
    seconds.push((answered - started) / 1000);
  }
  return seconds.slice(1);
}

/** `plinth dev`, and saves: each adds a model. */
async function timesOfChange(app, port) {
  const declaration = join(app, 'notebooks.ts');
  const shell = terminal(process.execPath, [join(app, '../../bin/plinth.mjs'), 'dev', '--port', port], app);
  try {
    await shell.line('watching');
    const seconds = [];
    for (let run = 0; run <= RUNS; run++) {
      const name = `saved${run}`;
      const deployed = shell.line('s  deployed');
      const saved = performance.now();
      writeFileSync(declaration, readFileSync(declaration, 'utf8').replace('const notes =', `${model(name)}\n    const notes =`));
      seconds.push(((await deployed) - saved) / 1000);
      if (!readFileSync(join(app, 'client/index.d.ts'), 'utf8').includes(`readonly ${name}:`)) throw new Error(`The client lacks ${name}`);
    }
    return seconds.slice(1);
  } finally {
    await shell.interrupt();
  }
}

const model = (name) =>
  `data.addModel('${name}', {
      fields: { title: Field.string({ required: true }) },
      rules: [Rule.owner()],
      indexes: { newest: { partition: ['owner'], sort: ['createdAt'] } },
    });`;

function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}
