import { clientVariables, type EmulatorSettings, emulatorVariables, hostVariables } from '../../../cli/local/environment.js';

const SETTINGS: EmulatorSettings = {
  port: 4566,
  host: '127.0.0.1',
  stateDir: '/state/4566',
  persist: true,
  nodePath: '/app/node_modules',
  without: [],
};
const MACHINE = {
  PATH: '/usr/bin',
  HOME: '/home/dana',
  AWS_ENDPOINT_URL: 'http://elsewhere',
  AWS_ENDPOINT_URL_S3: 'http://elsewhere',
  AWS_CA_BUNDLE: '/ca.pem',
  AWS_ACCESS_KEY_ID: 'AKIA',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_PROFILE: 'work',
  HTTPS_PROXY: 'http://proxy',
  NODE_OPTIONS: '--inspect',
  USE_SSL: '1',
};

describe('what the emulator sees', () => {
  test('of the machine: what it needs to run', () => {
    expect(hostVariables(MACHINE)).toEqual({ PATH: '/usr/bin', HOME: '/home/dana' });
  });

  test('its settings: strict, one address, one state', () => {
    expect(emulatorVariables(SETTINGS)).toEqual({
      AUTH: 'true',
      GATEWAY_PORT: '4566',
      BIND_HOST: '127.0.0.1',
      IOT_MTLS_ENABLED: '0',
      APPSYNC_EVENTS_ENFORCE_AUTH: '1',
      NODE_PATH: '/app/node_modules',
      STATE_DIR: '/state/4566/services',
      S3_DATA_DIR: '/state/4566/objects',
      PERSIST_STATE: '1',
      S3_PERSIST: '1',
      TZ: 'UTC',
      PYTHONDONTWRITEBYTECODE: '1',
    });
  });

  test('no persistence unless asked for; fixes left out by name', () => {
    expect(emulatorVariables({ ...SETTINGS, persist: false, without: ['a', 'b'] })).toMatchObject({
      PERSIST_STATE: '0',
      S3_PERSIST: '0',
      PLINTH_EMULATOR_WITHOUT: 'a,b',
    });
  });
});

test('clients get the endpoint and its keys, and nothing of AWS that the machine had', () => {
  const variables = clientVariables(MACHINE, 'http://localhost:4566');
  expect(variables).toMatchObject({
    PATH: '/usr/bin',
    HTTPS_PROXY: 'http://proxy',
    AWS_ENDPOINT_URL: 'http://localhost:4566',
    AWS_ENDPOINT_URL_S3: 'http://localhost:4566',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    NODE_NO_WARNINGS: '1',
  });
  expect(variables).not.toHaveProperty('AWS_PROFILE');
  expect(variables).not.toHaveProperty('AWS_CA_BUNDLE');
});
