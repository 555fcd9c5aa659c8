import { type EmulatorSettings, emulatorVariables } from './environment.js';
import type { Run } from './run.js';

/** The image that holds the same MiniStack as requirements.txt. */
export function dockerImage(version: string): string {
  return `ministackorg/ministack:${version}`;
}

/** Whether a Docker engine answers. */
export async function dockerAnswers(run: Run): Promise<boolean> {
  return (await run('docker', ['version', '--format', '{{.Server.Version}}'])).code === 0;
}

/**
 * The arguments of `docker` that start the same launcher in MiniStack's own image.
 *
 * The port is published on 127.0.0.1 only, under its own number, because handlers and presigned URLs name it. Standard input
 * stays open (`--interactive`): the launcher stops when it closes.
 */
export function dockerArguments(image: string, folder: string, user: string | undefined, settings: EmulatorSettings): string[] {
  const variables = {
    ...emulatorVariables({ ...settings, host: '0.0.0.0', stateDir: '/state', nodePath: '/node_modules' }),
    // The image has MiniStack's sources there, and no package of it.
    PYTHONPATH: '/opt/ministack',
    HOME: '/tmp',
  };
  return [
    'run',
    '--rm',
    '--init',
    '--interactive',
    `--name=plinth-emulator-${settings.port}`,
    `--publish=127.0.0.1:${settings.port}:${settings.port}`,
    `--volume=${folder}:/plinth:ro`,
    `--volume=${settings.nodePath}:/node_modules:ro`,
    `--volume=${settings.stateDir}:/state`,
    // Or the state belongs to root, and its owner could not remove it.
    ...(user === undefined ? [] : [`--user=${user}`]),
    ...Object.entries(variables).map(([name, value]) => `--env=${name}=${value}`),
    '--entrypoint=python',
    image,
    '/plinth/launcher.py',
  ];
}
