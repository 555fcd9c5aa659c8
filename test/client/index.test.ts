import * as client from '../../client';

test('cdk-plinth/client is what generated clients share, and nothing that knows a backend', () => {
  expect(Object.keys(client).sort()).toEqual(['BackendError', 'memoryStorage', 'webStorage']);
});
