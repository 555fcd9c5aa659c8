import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CreateTableCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { buildSync } from 'esbuild';
import { type EmulatorOptions, removeState, startEmulator } from '../../../cli/local/emulator.js';
import { newestCode } from '../../../cli/local/mail.js';
import { freePort, isEmulator } from '../../../cli/local/port.js';
import { signUp } from './cases/pool.js';
import { allow, inlineFunction, role, Stand } from './stand.js';

const ROOT = join(__dirname, '../../..');

jest.setTimeout(180_000);

let stateDir: string;
let options: EmulatorOptions;
beforeAll(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'plinth-emulator-'));
  options = { folder: join(ROOT, 'cli/local/emulator'), nodePath: join(ROOT, 'node_modules'), env: process.env, stateDir };
});
afterAll(() => rmSync(stateDir, { recursive: true, force: true }));

const makeTable = (stand: Stand) =>
  stand.clients.dynamodb.send(
    new CreateTableCommand({
      TableName: 'notes',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
const tables = async (stand: Stand) => (await stand.clients.dynamodb.send(new ListTablesCommand({}))).TableNames;

describe('state', () => {
  test('outlives a clean stop where it is persisted, until it is reset or removed', async () => {
    const stand = await Stand.start({ ...options, persist: true });
    await makeTable(stand);
    await stand.restart();
    expect(await tables(stand)).toEqual(['notes']);

    await stand.reset();
    expect(await tables(stand)).toEqual([]);
    await stand.restart();
    expect(await tables(stand)).toEqual([]);

    await makeTable(stand);
    await stand.stop();
    await removeState(stateDir, stand.port);
    await stand.restart();
    expect(await tables(stand)).toEqual([]);
    await stand.stop();
  });

  test('ends with the emulator where it is not, and belongs to it alone', async () => {
    const [first, second] = await Promise.all([Stand.start(options), Stand.start(options)]);
    await makeTable(first);
    expect(await tables(second)).toEqual([]);
    await first.restart();
    expect(await tables(first)).toEqual([]);
    await Promise.all([first.stop(), second.stop()]);
  });
});

describe('what runs in it', () => {
  let stand: Stand;
  beforeAll(async () => {
    const env = { ...process.env, AWS_ENDPOINT_URL_S3: 'http://elsewhere', AWS_PROFILE: 'work', A_SECRET: 'of this machine' };
    stand = await Stand.start({ ...options, env });
  });
  afterAll(() => stand.stop());

  test('handlers see this endpoint and their role, and nothing of this machine', async () => {
    const code = 'exports.handler = async () => process.env;';
    const { outputs } = await stand.deploy(
      'environment',
      { Role: role(allow('logs:*')), Function: inlineFunction(code) },
      { Function: { Ref: 'Function' } },
    );
    const answer = await stand.call('lambda', { path: `/2015-03-31/functions/${outputs.Function}/invocations`, body: {} });
    const seen = (await answer.json()) as Record<string, string>;
    expect(seen).toMatchObject({ AWS_ENDPOINT_URL: `http://127.0.0.1:${stand.port}`, AWS_REGION: 'us-east-1' });
    expect(seen.AWS_SESSION_TOKEN).toBeTruthy();
    for (const name of ['AWS_ENDPOINT_URL_S3', 'AWS_PROFILE', 'A_SECRET']) expect(seen).not.toHaveProperty(name);
  });

  test('the code that Cognito mailed to an address is read', async () => {
    await signUp(stand, 'dana@example.com');
    const mails = await stand.messages();
    expect(newestCode(mails, 'dana@example.com')).toBe('123456');
    expect(newestCode(mails, 'someone-else@example.com')).toBeUndefined();
  });
});

describe('a start that fails', () => {
  test('on a taken port, before anything is started', async () => {
    const stand = await Stand.start(options);
    await expect(startEmulator({ ...options, port: stand.port })).rejects.toThrow(`Port ${stand.port} is taken: an emulator answers there`);
    await stand.stop();
  });

  test('with the last lines that the emulator printed', async () => {
    await expect(startEmulator({ ...options, without: ['no_such_fix'] })).rejects.toThrow(
      /did not start: it ended with exit code 1\. The last lines of its log:\n.*names no fix: no_such_fix/s,
    );
  });
});

/** A process that starts an emulator on a port and then waits. */
async function parent(port: number): Promise<ChildProcess> {
  const source = `
    import { startEmulator } from './emulator.js';
    await startEmulator({ ...${JSON.stringify({ ...options, env: {}, port })}, env: process.env });
    console.log('started');
  `;
  const script = join(stateDir, 'parent.mjs');
  const stdin = { contents: source, resolveDir: join(ROOT, 'cli/local'), loader: 'ts' as const };
  buildSync({ stdin, outfile: script, bundle: true, platform: 'node', format: 'esm' });
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

describe('this process ends', () => {
  test.each(['SIGKILL', 'SIGTERM'] as const)('by %s: the emulator ends too', async (signal) => {
    const port = await freePort();
    const child = await parent(port);
    expect(await isEmulator(port)).toBe(true);
    child.kill(signal);
    for (const deadline = Date.now() + 10_000; (await isEmulator(port)) && Date.now() < deadline; ) await delay(50);
    expect(await isEmulator(port)).toBe(false);
  });
});
