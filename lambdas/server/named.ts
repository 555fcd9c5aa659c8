/** An object whose every name stands for something: which names there are only the manifest knows, and it is read with the first call. */
export function named<T>(make: (name: string) => T): { readonly [name: string]: T } {
  // Not `then`: who awaits the object would call it.
  const get = (_: object, name: string | symbol) => (typeof name === 'string' && name !== 'then' ? make(name) : undefined);
  return new Proxy({}, { get });
}
