import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { lastLines, type Run } from './run.js';

const OLDEST = [3, 10] as const;
const CANDIDATES = ['python3', 'python', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'py'];
const PROBE = `
import json, sys
try:
    import ensurepip, venv
    able = True
except ImportError:
    able = False
print(json.dumps({"executable": sys.executable, "version": sys.version_info[:2], "venv": able}))
`;

/** A Python that can make virtual environments. */
export interface Python {
  executable: string;
  /** Major and minor version, `3.11`. */
  version: string;
}

/** Either a Python, or the sentence that says what is missing and how to get it. */
export type PythonSearch = { python: Python } | { missing: string };

/** Looks for Python 3.10 or newer with venv among the usual names on PATH. */
export async function findPython(run: Run): Promise<PythonSearch> {
  const unfit: string[] = [];
  for (const command of CANDIDATES) {
    const ran = await run(command, ['-c', PROBE]);
    if (ran.code !== 0) continue;
    const found = JSON.parse(ran.stdout) as { executable: string; version: [number, number]; venv: boolean };
    const version = found.version.join('.');
    const [major, minor] = found.version;
    if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
      unfit.push(`${command} is ${version}`);
    } else if (!found.venv) {
      unfit.push(`${command} (${version}) has no venv`);
    } else {
      return { python: { executable: found.executable, version } };
    }
  }
  return {
    missing:
      `The local emulator needs Python ${OLDEST.join('.')} or newer with venv (found: ${unfit.join(', ') || 'no Python'}). ` +
      'Debian and Ubuntu: apt-get install python3 python3-venv. macOS: brew install python. Or start Docker, which is used instead.',
  };
}

/** What a virtual environment is made of. */
export interface VirtualEnvironmentOptions {
  python: Python;
  /** A requirements.txt that pins every package. */
  requirements: string;
  /** Where environments are kept, one for each set of requirements, Python and platform. */
  cacheDir: string;
  run: Run;
  progress: (line: string) => void;
}

/**
 * The interpreter of a virtual environment with the requirements installed; it is made if there is none.
 *
 * It is made aside and moved into place when it is whole, so one that was cut short is never used, and two processes
 * at once both end with a whole one. (What we start is `bin/python`, which finds its environment wherever that lies.)
 *
 * @throws Error with the last lines of what venv or pip printed.
 */
export async function virtualEnvironment(options: VirtualEnvironmentOptions): Promise<string> {
  const { python, cacheDir, progress } = options;
  const requirements = await readFile(options.requirements, 'utf8');
  const identity = [requirements, python.version, process.platform, process.arch].join('\0');
  const hash = createHash('sha256').update(identity).digest('hex').slice(0, 12);
  const name = firstPin(requirements);
  const home = join(cacheDir, `${name}-${hash}`);
  if (existsSync(interpreterOf(home))) return interpreterOf(home);

  progress(`Installing ${name} (once; about 15 s) …`);
  await mkdir(cacheDir, { recursive: true });
  await removeAbandoned(cacheDir);
  const making = await mkdtemp(join(cacheDir, MAKING));
  try {
    await install(options, name, making);
    await putInPlace(making, home);
  } finally {
    await rm(making, { recursive: true, force: true });
  }
  return interpreterOf(home);
}

/** The version of MiniStack that a requirements.txt pins. */
export function ministackVersion(requirements: string): string {
  const version = /^ministack==(\S+)$/m.exec(requirements)?.[1];
  if (version === undefined) throw new Error('requirements.txt pins no ministack (a line ministack==<version>).');
  return version;
}

/** What a requirements.txt is for: its first package with the version, `ministack-1.5.33`. */
function firstPin(requirements: string): string {
  const [, name, version] = /^(\S+)==(\S+)$/m.exec(requirements) ?? [];
  if (name === undefined) throw new Error('requirements.txt pins nothing (a line <package>==<version>).');
  return `${name}-${version}`;
}

const MAKING = '.making-';
const ABANDONED_AFTER_MS = 3_600_000;

function interpreterOf(home: string): string {
  return process.platform === 'win32' ? join(home, 'Scripts', 'python.exe') : join(home, 'bin', 'python');
}

async function install({ python, requirements, run }: VirtualEnvironmentOptions, name: string, home: string): Promise<void> {
  const steps: [string, string[]][] = [
    [python.executable, ['-m', 'venv', home]],
    [interpreterOf(home), ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--quiet', '-r', requirements]],
  ];
  for (const [command, args] of steps) {
    const ran = await run(command, args);
    if (ran.code !== 0) {
      const printed = lastLines(ran.stderr.trim() || ran.stdout, 10);
      throw new Error(`${name} could not be installed (${[command, ...args].join(' ')}):\n${printed}`);
    }
  }
}

async function putInPlace(making: string, home: string): Promise<void> {
  // An environment whose Python has since been removed from the machine is there, but of no use.
  if (!existsSync(interpreterOf(home))) await rm(home, { recursive: true, force: true });
  try {
    await rename(making, home);
  } catch (error) {
    // Another process was faster: its environment is as good.
    if (!existsSync(interpreterOf(home))) throw error;
  }
}

async function removeAbandoned(cacheDir: string): Promise<void> {
  for (const name of await readdir(cacheDir)) {
    if (!name.startsWith(MAKING)) continue;
    const folder = join(cacheDir, name);
    const made = await stat(folder).catch(() => undefined);
    if (made !== undefined && Date.now() - made.mtimeMs > ABANDONED_AFTER_MS) await rm(folder, { recursive: true, force: true });
  }
}
