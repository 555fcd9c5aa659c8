import { chooseBackend, configsOf, localConfig } from '../../../cli/read/config';

const config = { backendId: 'Shop', apiUrl: 'https://abc123.execute-api.us-east-1.amazonaws.com', region: 'us-east-1', userPoolId: 'p' };

test('the configurations of a stack, and no other outputs', () => {
  const outputs = {
    PlinthConfig: JSON.stringify(config),
    PlinthConfigOther: JSON.stringify({ ...config, backendId: 'Other' }),
    Url: 'x',
    PlinthManifest: 's3://b/k',
  };
  expect(configsOf(outputs).map(({ backendId }) => backendId)).toEqual(['Shop', 'Other']);
});

test('at an emulator the API is reached by its path, with the name of the stage', () => {
  expect(localConfig(config, 'http://localhost:4566')).toEqual({
    ...config,
    apiUrl: 'http://localhost:4566/_aws/execute-api/abc123/$default',
    cognitoEndpoint: 'http://localhost:4566',
  });
  expect(localConfig({ ...config, apiUrl: `${config.apiUrl}/live/` }, 'http://localhost:1/').apiUrl).toBe(
    'http://localhost:1/_aws/execute-api/abc123/live',
  );
});

test('a backend without an API has only the rest', () => {
  const { apiUrl: _, ...rest } = config;
  expect(localConfig(rest, 'http://localhost:1')).toEqual({ ...rest, cognitoEndpoint: 'http://localhost:1' });
});

describe('which backend is meant', () => {
  const found = [{ backendId: 'Shop' }, { backendId: 'Other' }];

  test('the only one, or the one that is named', () => {
    expect(chooseBackend([{ backendId: 'Shop' }], undefined, 'here')).toEqual({ backendId: 'Shop' });
    expect(chooseBackend(found, 'Other', 'here')).toEqual({ backendId: 'Other' });
  });

  test.each([
    ['several, and none is named', found, undefined, 'Shop, Other. Choose one with --backend'],
    ['one that is not there', found, 'Shopp', 'no backend Shopp in here, but Shop, Other'],
    ['none at all', [], undefined, 'no Plinth backend in here'],
  ])('refused: %s', (_, all, name, message) => {
    expect(() => chooseBackend(all, name, 'here')).toThrow(message);
  });
});
