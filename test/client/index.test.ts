import * as client from '../../client';

test('cdk-plinth/client is what generated clients share, and nothing that knows a backend', () => {
  expect(Object.keys(client).sort()).toEqual(['BackendError', 'memoryStorage', 'webStorage']);
});

test('an error of one client is an error of all: each generated client has a class of its own', () => {
  class BackendError extends Error {
    override name = 'BackendError';
  }
  expect(new BackendError()).toBeInstanceOf(client.BackendError);
  expect(new client.BackendError('network', 'x')).toBeInstanceOf(client.BackendError);
  for (const other of [new Error('x'), undefined, null, 'BackendError']) expect(other instanceof client.BackendError).toBe(false);
});
