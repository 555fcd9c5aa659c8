import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, requireFreePort } from '../../../cli/local/port';
import { cdk } from '../../support/cdk';
import { emptyFolder, installPlinth, Plinth } from './program';

let app: string;
const edit = (from: string | RegExp, to: string, file = 'bin/app.ts') => {
  const path = join(app, file);
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
  expect(await dev.until(/correct it and save/)).toContain(`what was deployed before still answers at http://localhost:${port}/`);
  edit("'updatedAtt'", "'updatedAt'");
  expect(await dev.until(/saved/)).toContain('saved bin/app.ts: nothing to deploy');

  // Neither what tells nor what tests is a reason to deploy; the next line is of the save after it.
  for (const file of ['README.md', 'test/notes.test.ts']) appendFileSync(join(app, file), '\n');
  appendFileSync(join(app, 'src/main.ts'), '\n');
  expect(await dev.until(/saved/)).toMatch(/^ *\d+\.\d s {2}saved src\/main\.ts: nothing to deploy$/);

  dev.interrupt();
  expect(await dev.ended()).toBe(0);
  await expect(requireFreePort(port)).resolves.toBeUndefined();

  // State is kept: the second start deploys nothing new, and knows what was deployed.
  const again = new Plinth(app, ['dev', '--once', '--port', String(port)]);
  expect([await again.ended(), again.output]).toEqual([0, expect.stringContaining('nothing has changed')]);
  expect(again.output).toContain('its data is kept for the next `plinth dev`');
  expect(again.output).not.toContain('bootstrapped');
});

const GREET = `import type { CallEvent } from 'cdk-plinth/server';
import type { Backend } from '../src/backend/index.js';

export async function handler({ input }: CallEvent<Backend, 'greet'>) {
  console.log('greeting', input.name);
  if (input.name === 'nobody') throw new TypeError('nobody is there');
  return {};
}
`;

test('what functions log is shown, an error by its cause and the line of the user’s file; a user joins a group; all can be deleted', async () => {
  const port = await freePort();
  edit("outDir: 'src/backend' }", "outDir: 'src/backend' }, auth: { groups: ['editors'] }");
  mkdirSync(join(app, 'functions'));
  writeFileSync(join(app, 'functions/greet.ts'), GREET);
  appendFileSync(
    join(app, 'bin/app.ts'),
    `backend.functions.addFunction('greet', { entry: 'functions/greet.ts', input: { name: Field.string() }, rules: [Rule.guest()] });
backend.files.addSpace('photos', { rules: [Rule.owner()] });\n`,
  );
  // No folder of the client yet: that synthesis makes it is no reason to deploy again.
  rmSync(join(app, 'src/backend'), { recursive: true });
  const dev = new Plinth(app, ['dev', '--port', String(port), '--config', 'web/config.json']);
  await dev.until(/watching/);
  const config = JSON.parse(readFileSync(join(app, 'web/config.json'), 'utf8'));
  const greet = (name: string) =>
    fetch(`${config.apiUrl}/guest/functions/greet`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name }),
    });
  expect((await greet('Ada')).status).toBe(200);
  expect(await dev.until(/greet +│ 200 in/)).toMatch(/^ +greet +│ greeting Ada\n[^\n]+$/);
  expect((await greet('nobody')).status).toBe(502);
  expect(await dev.until(/greet\.ts:6:/)).toMatch(
    /✗ {2}greet +│ POST \/guest\/functions\/greet 502: TypeError: nobody is there\n.* at handler \(functions\/greet\.ts:6:/,
  );

  edit('greeting', 'hello', 'functions/greet.ts');
  expect(await dev.until(/ s {2}deployed/)).toMatch(/saved functions\/greet\.ts: synthesised MyApp\n +~ code of greet\n/);

  const group = new Plinth(app, ['user', 'add-to-group', 'nobody@example.com', 'editors']);
  expect([await group.ended(), group.output]).toEqual([1, expect.stringContaining('There is no user nobody@example.com')]);

  await cdk(`http://localhost:${port}`, ['destroy', '--force'], { cwd: app });
  dev.interrupt();
  expect(await dev.ended()).toBe(0);
});

test('a taken port ends it, with what to do', async () => {
  const port = await freePort();
  const first = new Plinth(app, ['dev', '--port', String(port)]);
  await first.until(/watching/);
  const second = new Plinth(app, ['dev', '--port', String(port)]);
  expect([await second.ended(), second.output]).toEqual([
    1,
    expect.stringMatching(/another `plinth dev` .* or start beside it: plinth dev --port \d+/),
  ]);
  first.interrupt();
  expect(await first.ended()).toBe(0);
});
