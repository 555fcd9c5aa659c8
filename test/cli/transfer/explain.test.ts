import { Failure } from '../../../cli/failure';
import { explained } from '../../../cli/transfer/explain';

const named = (name: string, message: string) => Object.assign(new Error(message), { name });

test.each([
  ['ThrottlingException', /takes no more for the moment .*try later, or with less at once/],
  ['ProvisionedThroughputExceededException', /takes no more for the moment/],
  ['ExpiredTokenException', /no longer accepts these credentials .*aws sso login/],
  ['CredentialsProviderError', /no longer accepts these credentials/],
  ['AccessDeniedException', /AWS refuses it: because/],
  ['TimeoutError', /does not answer/],
  ['TypeError', /could not go on: because/],
])('%s is told with what to do, and that it goes on', async (name, message) => {
  const failing = explained(() => Promise.reject(named(name, 'because')));
  await expect(failing).rejects.toBeInstanceOf(Failure);
  await expect(failing).rejects.toThrow(message);
  await expect(failing).rejects.toThrow('What was done is kept: the same command goes on from there.');
});

test('what says itself what to do stays, and so does a result', async () => {
  const failure = new Failure('The file is broken.');
  await expect(explained(() => Promise.reject(failure))).rejects.toBe(failure);
  expect(await explained(() => Promise.resolve(7))).toBe(7);
});
