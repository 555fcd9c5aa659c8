import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { environmentOf, openTarget } from '../../../cli/dev/target';
import { recordingLog, temporaryFolder } from '../support';

const folder = temporaryFolder();
let server: Server;
let endpoint: string;
beforeEach(async () => {
  server = createServer((_, answer) => answer.writeHead(404).end());
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => new Promise((done) => server.close(done)));

const open = (env: NodeJS.ProcessEnv, options: object = {}) =>
  openTarget({
    env,
    emulatorDir: folder.path,
    nodePath: folder.path,
    stateDir: folder.path,
    reset: false,
    fresh: false,
    log: recordingLog(),
    ...options,
  });

test('the endpoint that the environment names is used with its own credentials, and nothing is started', async () => {
  const env: NodeJS.ProcessEnv = { AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: '111122223333', AWS_REGION: 'eu-west-1' };
  const target = await open(env);
  expect(target).toMatchObject({ endpoint });
  expect(target.emulator).toBeUndefined();
  expect(env).toMatchObject({
    AWS_ENDPOINT_URL_S3: endpoint,
    AWS_ACCESS_KEY_ID: '111122223333',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: 'eu-west-1',
  });
  await target.stop();
});

test.each(['reset', 'fresh'])('--%s is not for an endpoint that someone else started', async (option) => {
  await expect(open({ AWS_ENDPOINT_URL: endpoint }, { [option]: true })).rejects.toThrow(`--${option} is for the emulator`);
});

test('an endpoint where nothing answers is refused', async () => {
  await expect(open({ AWS_ENDPOINT_URL: 'http://127.0.0.1:9' })).rejects.toThrow('Nothing answers at http://127.0.0.1:9');
});

test('--reset removes nothing of an emulator that still runs', async () => {
  const { port } = server.address() as AddressInfo;
  const kept = join(folder.path, String(port), 'kept');
  mkdirSync(dirname(kept), { recursive: true });
  writeFileSync(kept, 'data');
  await expect(open({}, { port, reset: true })).rejects.toThrow(`${port}`);
  expect(existsSync(kept)).toBe(true);
});

test('a taken port is refused with what to do', async () => {
  await expect(open({}, { port: Number(new URL(endpoint).port) })).rejects.toThrow('or start beside it: plinth dev --port');
});

test('the account and Region of a target', () => {
  const local = { account: '000000000000', region: 'us-east-1' };
  expect(environmentOf({ AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: '111122223333' })).toEqual(local);
  expect(environmentOf({ AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: 'test' })).toEqual(local);
  expect(environmentOf({ AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: '111122223333', AWS_REGION: 'eu-west-1' })).toEqual({
    account: '111122223333',
    region: 'eu-west-1',
  });
});
