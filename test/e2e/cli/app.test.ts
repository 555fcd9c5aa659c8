import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, requireFreePort } from '../../../cli/local/port';
import { emptyFolder, installPlinth, Plinth } from './program';

let app: string;
const edit = (from: string | RegExp, to: string) => {
  const path = join(app, 'bin/app.ts');
  const text = readFileSync(path, 'utf8');
  expect(text).toMatch(from);
  writeFileSync(path, text.replace(from, to));
};

beforeAll(async () => {
  const folder = emptyFolder(`${process.pid}-app`);
  await new Plinth(folder, ['init', 'my-app']).ended();
  app = join(folder, 'my-app');
  installPlinth(app);
});

test('a new app is not written over', async () => {
  const init = new Plinth(app, ['init', '.']);
  expect([await init.ended(), init.output]).toEqual([1, expect.stringContaining('is not empty')]);
});

test('the test of a new app passes, against an emulator of its own', async () => {
  const run = new Plinth(app, ['dev', '--fresh', '--', process.execPath, '--import', 'tsx', '--test', 'test/notes.test.ts']);
  expect([await run.ended(), run.output]).toEqual([0, expect.stringMatching(/# pass 3\n# fail 0/)]);
});

test('a command that fails after deployment fails `plinth dev` with its exit code', async () => {
  const run = new Plinth(app, ['dev', '--fresh', '--', process.execPath, '-e', 'process.exit(3)']);
  expect(await run.ended()).toBe(3);
});

test('one that is told to end takes its command with it', async () => {
  const run = new Plinth(app, ['dev', '--fresh', '--', process.execPath, '-e', "console.log('runs'); setInterval(() => {}, 1000)"]);
  await run.until(/^runs$/);
  run.end();
  expect(await run.ended()).not.toBeNull();
});

test('saved declarations are deployed with what changed; what cannot be is said, and the next save goes on', async () => {
  const port = await freePort();
  const dev = new Plinth(app, ['dev', '--port', String(port)]);
  const first = await dev.until(/watching/);
  expect(first).toContain('+ model notes');
  expect(JSON.parse(readFileSync(join(app, '.plinth/config.json'), 'utf8'))).toMatchObject({
    backendId: 'MyApp',
    apiUrl: expect.stringMatching(`^http://localhost:${port}/_aws/execute-api/\\w+/\\$default$`),
    cognitoEndpoint: `http://localhost:${port}`,
  });

  edit('fields: {', 'fields: {\n    pinned: Field.boolean(),');
  expect(await dev.until(/ deployed/)).toMatch(/saved bin\/app\.ts[^]*\+ field notes\.pinned/);
  expect(readFileSync(join(app, 'src/backend/index.d.ts'), 'utf8')).toContain('pinned');

  edit("sort: ['createdAt']", "sort: ['updatedAt']");
  const steps = await dev.until(/ s {2}deployed/);
  expect(steps).toContain('~ index notes.newest: (owner, createdAt) → (owner, updatedAt)');
  expect(steps).toContain('step 2 of 3');

  edit("'updatedAt'", "'updatedAtt'");
  expect(await dev.until(/did you mean/)).toMatch(/✗[^]*there is no field "updatedAtt"; did you mean "updatedAt"\?/);
  edit("'updatedAtt'", "'updatedAt'");
  expect(await dev.until(/ deployed/)).toContain('the declaration has not changed');

  dev.interrupt();
  expect(await dev.ended()).toBe(0);
  await expect(requireFreePort(port)).resolves.toBeUndefined();

  // State is kept: the second start deploys nothing new, and knows what was deployed.
  const again = new Plinth(app, ['dev', '--once', '--port', String(port)]);
  expect([await again.ended(), again.output]).toEqual([0, expect.stringContaining('the declaration has not changed')]);
  expect(again.output).not.toContain('bootstrapped');
});

test('a taken port ends it, with what to do', async () => {
  const port = await freePort();
  const first = new Plinth(app, ['dev', '--port', String(port)]);
  await first.until(/watching/);
  const second = new Plinth(app, ['dev', '--port', String(port)]);
  expect([await second.ended(), second.output]).toEqual([1, expect.stringMatching(/another `plinth dev` .* or start beside it: plinth dev --port \d+/)]);
  first.interrupt();
  expect(await first.ended()).toBe(0);
});
