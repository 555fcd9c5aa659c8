import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { findPython, ministackVersion, virtualEnvironment } from '../../../cli/local/python.js';
import type { Ran, Run } from '../../../cli/local/run.js';

const ABSENT: Ran = { code: null, stdout: '', stderr: 'spawn ENOENT' };
const DONE: Ran = { code: 0, stdout: '', stderr: '' };

/** A machine on which these commands are Pythons. */
function machine(pythons: Record<string, { version: [number, number]; venv: boolean }>): Run {
  return async (command) => {
    const python = pythons[command];
    return python ? { ...DONE, stdout: JSON.stringify({ executable: `/usr/bin/${command}`, ...python }) } : ABSENT;
  };
}

describe('finding Python', () => {
  test('the first that is new enough and has venv', async () => {
    const run = machine({ python3: { version: [3, 8], venv: true }, 'python3.12': { version: [3, 12], venv: true } });
    expect(await findPython(run)).toEqual({ python: { executable: '/usr/bin/python3.12', version: '3.12' } });
  });

  test.each([
    [machine({}), 'found: no Python'],
    [machine({ python3: { version: [3, 9], venv: true } }), 'found: python3 is 3.9'],
    [machine({ python: { version: [2, 7], venv: false } }), 'found: python is 2.7'],
    [machine({ python3: { version: [3, 11], venv: false } }), 'found: python3 (3.11) has no venv'],
  ])('else what was found and what to install (%#)', async (run, found) => {
    const search = await findPython(run);
    expect(search).toEqual({ missing: expect.stringContaining(found) });
    expect(search).toEqual({ missing: expect.stringContaining('apt-get install python3 python3-venv') });
    expect(search).toEqual({ missing: expect.stringContaining('Docker') });
  });
});

test('the version of MiniStack is the one pinned', () => {
  expect(ministackVersion('# why\nministack==1.5.33\nboto3==1.0\n')).toBe('1.5.33');
  expect(() => ministackVersion('ministack>=1\n')).toThrow('pins no ministack');
});

/** A venv that leaves an interpreter, and a pip that ends as told. */
const installer = (pip: Ran = DONE) =>
  jest.fn<Promise<Ran>, [string, string[]]>(async (_command, args) => {
    if (args[1] !== 'venv') return pip;
    mkdirSync(join(args[2] ?? '', 'bin'), { recursive: true });
    writeFileSync(join(args[2] ?? '', 'bin/python'), '');
    return DONE;
  });

describe('the virtual environment', () => {
  let cacheDir: string;
  let requirements: string;
  beforeEach(() => {
    cacheDir = mkdtempSync(join(tmpdir(), 'plinth-test-'));
    requirements = join(cacheDir, 'requirements.txt');
    writeFileSync(requirements, 'ministack==1.5.33\n');
  });
  afterEach(() => rmSync(cacheDir, { recursive: true }));

  const make = (run: Run, version = '3.11') =>
    virtualEnvironment({ python: { executable: 'python3', version }, requirements, cacheDir, run, progress: () => {} });
  const environments = () => readdirSync(cacheDir).filter((name) => name !== 'requirements.txt');

  test('is made once, and again for other requirements or another Python', async () => {
    const run = installer();
    const first = await make(run);
    expect(existsSync(first)).toBe(true);
    expect(basename(dirname(dirname(first)))).toMatch(/^ministack-1\.5\.33-[0-9a-f]{12}$/);
    expect(await make(run)).toBe(first);
    expect(run).toHaveBeenCalledTimes(2);

    expect(await make(run, '3.12')).not.toBe(first);
    writeFileSync(requirements, 'ministack==1.5.33\nboto3==1\n');
    expect(await make(run)).not.toBe(first);
  });

  test('a failed install says what pip printed, and leaves nothing behind', async () => {
    const offline = installer({ code: 1, stdout: '', stderr: 'ERROR: No matching distribution found' });
    await expect(make(offline)).rejects.toThrow(/could not be installed .*pip install.*\nERROR: No matching distribution found/s);
    expect(environments()).toEqual([]);
    expect(existsSync(await make(installer()))).toBe(true);
  });

  test('one whose Python is gone is made anew', async () => {
    const interpreter = await make(installer());
    rmSync(interpreter);
    expect(existsSync(await make(installer()))).toBe(true);
  });

  test('two at once both end with the same, whole one', async () => {
    const [first, second] = await Promise.all([make(installer()), make(installer())]);
    expect(first).toBe(second);
    expect(environments()).toHaveLength(1);
  });

  test('what a killed process left half-made is removed after an hour, not before', async () => {
    for (const name of ['.making-old', '.making-new']) mkdirSync(join(cacheDir, name));
    utimesSync(join(cacheDir, '.making-old'), 0, 0);
    await make(installer());
    expect(environments()).toEqual(['.making-new', expect.stringMatching(/^ministack-/)]);
  });
});
