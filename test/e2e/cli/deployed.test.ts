import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientVariables } from '../../../cli/local/environment';
import { deployment, E2E_DIR } from '../deployment';
import { emptyFolder, Plinth } from './program';

const to = deployment('workshop');
const folder = emptyFolder(`${process.pid}-front-end`);
const run = async (...args: string[]) => {
  const plinth = new Plinth(folder, args, clientVariables({}, to.endpoint));
  return { code: await plinth.ended(), output: plinth.output };
};
const files = (path: string) =>
  Object.fromEntries(
    readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [file.slice(path.length), readFileSync(file, 'utf8')]),
  );

test('the configuration of a deployed stack, to standard output or a file', async () => {
  const { code, output } = await run('config', '--stack', to.stack);
  expect([code, JSON.parse(output)]).toEqual([0, to.config]);
  expect(await run('config', '--stack', to.stack, '--out', 'web/config.json')).toEqual({ code: 0, output: 'web/config.json written\n' });
  expect(JSON.parse(readFileSync(join(folder, 'web/config.json'), 'utf8'))).toEqual(to.config);
});

test('the client that synthesis wrote, from the deployed stack and from its cloud assembly', async () => {
  expect((await run('generate', '--stack', to.stack, '--out', 'deployed')).code).toBe(0);
  expect((await run('generate', '--app', join(E2E_DIR, 'workshop/cdk.out'), '--out', 'assembled')).code).toBe(0);
  const client = files(to.client);
  expect(Object.keys(client)).toContain('/index.js');
  expect(files(join(folder, 'deployed'))).toEqual(client);
  expect(files(join(folder, 'assembled'))).toEqual(client);
  expect((await run('generate', '--stack', to.stack, '--out', 'deployed')).output).toContain(' 0 changed');
});

test('the same description of the API from both', async () => {
  const deployed = await run('openapi', '--stack', to.stack);
  expect(JSON.parse(deployed.output).openapi).toMatch(/^3\.1/);
  expect(await run('openapi', '--app', join(E2E_DIR, 'workshop/cdk.out'))).toEqual(deployed);
});

test('a stack that is not there', async () => {
  const { code, output } = await run('config', '--stack', 'Nowhere');
  expect([code, output]).toEqual([1, expect.stringContaining('There is no stack Nowhere here')]);
});
