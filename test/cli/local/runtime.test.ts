import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Run } from '../../../cli/local/run.js';
import { findRuntime } from '../../../cli/local/runtime.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plinth-test-'));
  writeFileSync(join(folder, 'requirements.txt'), 'ministack==1.5.33\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

const SETTINGS = { port: 4566, host: '127.0.0.1', stateDir: '/state', persist: false, nodePath: '/node_modules', without: [] };
const find = (run: Run) =>
  findRuntime({ folder, cacheDir: join(folder, 'cache'), env: { PATH: '/bin', AWS_PROFILE: 'work' }, run, progress: () => {} });

/** A machine that has some commands; each ends well, and a Python says that it is new enough. */
const machine =
  (...commands: string[]): Run =>
  async (command) => ({
    code: commands.includes(command) ? 0 : null,
    stdout: JSON.stringify({ executable: 'python3', version: [3, 12], venv: true }),
    stderr: '',
  });

/** A machine with Python and Docker, on which the virtual environment's own interpreter runs too. */
const installing: Run = (command, args) => machine('python3', 'docker')(args[1] === 'pip' ? 'python3' : command, args);

test('Python where it is, with nothing of AWS in its environment', async () => {
  const runtime = await find(installing);
  expect(runtime.name).toBe('python');
  const { command, args, env } = runtime.command(SETTINGS);
  expect(command).toContain(join(folder, 'cache', 'ministack-1.5.33-'));
  expect(args).toEqual([join(folder, 'launcher.py')]);
  expect(env).toMatchObject({ PATH: '/bin', AUTH: 'true' });
  expect(Object.keys(env).filter((name) => name.startsWith('AWS_'))).toEqual([]);
});

test('Docker where there is no Python', async () => {
  const runtime = await find(machine('docker'));
  expect(runtime.name).toBe('docker');
  expect(runtime.command(SETTINGS)).toMatchObject({ command: 'docker', args: expect.arrayContaining(['ministackorg/ministack:1.5.33']) });
});

test('neither: what to install', async () => {
  await expect(find(machine())).rejects.toThrow(/needs Python 3\.10 or newer with venv .*apt-get install/);
});
