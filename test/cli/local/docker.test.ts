import { dockerAnswers, dockerArguments, dockerImage } from '../../../cli/local/docker.js';

const SETTINGS = {
  port: 4566,
  host: '127.0.0.1',
  stateDir: '/home/dana/state',
  persist: false,
  nodePath: '/app/node_modules',
  without: [],
};

test('an engine answers, or not', async () => {
  expect(await dockerAnswers(async () => ({ code: 0, stdout: '29.0', stderr: '' }))).toBe(true);
  expect(await dockerAnswers(async () => ({ code: 1, stdout: '', stderr: 'Cannot connect to the Docker daemon' }))).toBe(false);
  expect(await dockerAnswers(async () => ({ code: null, stdout: '', stderr: 'ENOENT' }))).toBe(false);
});

describe('the arguments', () => {
  const args = dockerArguments(dockerImage('1.5.33'), '/pkg/assets/local', '1000:1000', SETTINGS);

  test('run the same launcher in the image of the same version', () => {
    expect(args.slice(-3)).toEqual(['--entrypoint=python', 'ministackorg/ministack:1.5.33', '/plinth/launcher.py']);
    expect(args).toEqual(
      expect.arrayContaining([
        '--interactive',
        '--user=1000:1000',
        '--volume=/pkg/assets/local:/plinth:ro',
        '--volume=/app/node_modules:/node_modules:ro',
        '--volume=/home/dana/state:/state',
      ]),
    );
  });

  test('publish the port on this machine only, and name paths as the container sees them', () => {
    expect(args.filter((arg) => arg.startsWith('--publish'))).toEqual(['--publish=127.0.0.1:4566:4566']);
    expect(args).toEqual(
      expect.arrayContaining([
        '--env=AUTH=true',
        '--env=BIND_HOST=0.0.0.0',
        '--env=STATE_DIR=/state/services',
        '--env=NODE_PATH=/node_modules',
        '--env=PYTHONPATH=/opt/ministack',
      ]),
    );
  });

  test('name no user where there are none', () => {
    expect(dockerArguments('image', '/pkg', undefined, SETTINGS).filter((arg) => arg.startsWith('--user'))).toEqual([]);
  });
});
