/** What a promise is rejected with; a promise that holds fails the test. */
export function refusal<E extends Error>(promise: Promise<unknown>): Promise<E> {
  return promise.then(
    () => Promise.reject(new Error('it was expected to fail')),
    (error) => error,
  );
}
