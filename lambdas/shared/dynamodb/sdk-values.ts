/**
 * The SDK's inputs and outputs are DynamoDB's JSON but for binary, which it holds as bytes and the wire as base64 text.
 * A text under `B` and texts under `BS` are binary: nothing else in an input has these names and these types.
 */
export function toSdk(input: object): unknown {
  return convert(input, (key, value) => {
    if (key === 'B' && typeof value === 'string') return Buffer.from(value, 'base64');
    if (key === 'BS' && Array.isArray(value)) return value.map((text: string) => Buffer.from(text, 'base64'));
    return undefined;
  });
}

export function fromSdk(output: object): unknown {
  return convert(output, (_key, value) => (ArrayBuffer.isView(value) ? base64(value as Uint8Array) : undefined));
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');

function convert(value: unknown, leaf: (key: string, value: unknown) => unknown, key = ''): unknown {
  const replaced = leaf(key, value);
  if (replaced !== undefined) return replaced;
  if (Array.isArray(value)) return value.map((member) => convert(member, leaf));
  if (typeof value !== 'object' || value === null) return value;
  const copy: [string, unknown][] = [];
  for (const [name, member] of Object.entries(value)) if (member !== undefined) copy.push([name, convert(member, leaf, name)]);
  return Object.fromEntries(copy);
}
