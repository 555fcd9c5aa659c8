import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { dockerAnswers, dockerArguments, dockerImage } from './docker.js';
import { type EmulatorSettings, emulatorVariables, hostVariables } from './environment.js';
import { findPython, ministackVersion, virtualEnvironment } from './python.js';
import type { Run } from './run.js';

/** A way to start the launcher on this machine. */
export interface Runtime {
  name: 'python' | 'docker';
  /** The longest that a start may take, in milliseconds; Docker may have to pull the image first. */
  startTimeoutMs: number;
  command(settings: EmulatorSettings): { command: string; args: string[]; env: Record<string, string> };
}

export interface RuntimeOptions {
  /** The folder with launcher.py, fixes/ and requirements.txt. */
  folder: string;
  cacheDir: string;
  /** This machine's environment. */
  env: NodeJS.ProcessEnv;
  run: Run;
  progress: (line: string) => void;
}

/**
 * Python with a virtual environment of ours where there is a fit Python, else Docker.
 *
 * @throws Error that says what to install, if there is neither.
 */
export async function findRuntime({ folder, cacheDir, env, run, progress }: RuntimeOptions): Promise<Runtime> {
  const requirements = join(folder, 'requirements.txt');
  const search = await findPython(run);
  if ('python' in search) {
    const interpreter = await virtualEnvironment({ python: search.python, requirements, cacheDir, run, progress });
    return {
      name: 'python',
      startTimeoutMs: 60_000,
      command: (settings) => ({
        command: interpreter,
        args: [join(folder, 'launcher.py')],
        env: { ...hostVariables(env), ...emulatorVariables(settings) },
      }),
    };
  }
  if (!(await dockerAnswers(run))) throw new Error(search.missing);
  const image = dockerImage(ministackVersion(await readFile(requirements, 'utf8')));
  progress(`Using Docker's ${image} (no Python fits) …`);
  const { uid, gid } = userInfo(); // both -1 on Windows
  const user = uid < 0 ? undefined : `${uid}:${gid}`;
  return {
    name: 'docker',
    startTimeoutMs: 600_000,
    command: (settings) => ({
      command: 'docker',
      args: dockerArguments(image, folder, user, settings),
      env: Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined)),
    }),
  };
}
