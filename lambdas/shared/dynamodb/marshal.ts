import { digitsOf, ExactNumber, numberOf } from './number.js';
import type { AttributeMap, AttributeValue } from './types.js';

export { ExactNumber };

/** What an attribute can hold, in JavaScript's types. */
export type Value =
  | string
  | number
  | bigint
  | ExactNumber
  | boolean
  | null
  | Uint8Array
  | Set<string>
  | Set<number | bigint | ExactNumber>
  | Set<Uint8Array>
  | Value[]
  | { [name: string]: Value | undefined };

/**
 * An item of plain values in DynamoDB's JSON; an `undefined` is left out.
 * @throws TypeError for what DynamoDB cannot hold: NaN, an empty or mixed set, a function, an instance of a class such as Date.
 */
export function marshalItem(item: { readonly [name: string]: Value | undefined }): AttributeMap {
  const marshalled: AttributeMap = {};
  for (const name in item) {
    const value = item[name];
    if (value !== undefined) set(marshalled, name, marshal(value));
  }
  return marshalled;
}

/** One value, as marshalItem does. */
export function marshal(value: Value): AttributeValue {
  switch (typeof value) {
    case 'string':
      return { S: value };
    case 'number':
    case 'bigint':
      return { N: digitsOf(value) };
    case 'boolean':
      return { BOOL: value };
    case 'object':
      return marshalObject(value);
    default:
      throw new TypeError(`DynamoDB holds no ${typeof value}`);
  }
}

function marshalObject(value: Value & (object | null)): AttributeValue {
  if (value === null) return { NULL: true };
  if (Array.isArray(value)) {
    const list: AttributeValue[] = [];
    for (const member of value) list.push(marshal(member));
    return { L: list };
  }
  if (isPlain(value)) return { M: marshalItem(value) };
  if (value instanceof ExactNumber) return { N: digitsOf(value) };
  if (ArrayBuffer.isView(value)) return { B: base64(value) };
  if (value instanceof Set) return marshalSet(value);
  throw new TypeError(
    `DynamoDB holds no ${(value as object).constructor?.name ?? 'such object'}: make it a string, a number or a plain object`,
  );
}

function marshalSet(set: Set<unknown>): AttributeValue {
  const members = [...set] as Value[];
  const kinds = new Set(members.map((member) => Object.keys(marshal(member))[0]));
  const [kind] = kinds;
  if (kinds.size !== 1) throw new TypeError(`DynamoDB holds no ${kinds.size === 0 ? 'empty' : 'mixed'} set`);
  if (kind === 'S') return { SS: members as string[] };
  if (kind === 'N') return { NS: (members as number[]).map(digitsOf) };
  if (kind === 'B') return { BS: (members as Uint8Array[]).map(base64) };
  throw new TypeError('DynamoDB holds sets of strings, of numbers and of bytes only');
}

/** The plain values of an item. Numbers that JavaScript cannot hold come as ExactNumber, sets as Set, binary as Buffer. */
export function unmarshalItem(item: AttributeMap): { [name: string]: Value } {
  const values: { [name: string]: Value } = {};
  for (const name in item) set(values, name, unmarshal(item[name] as AttributeValue));
  return values;
}

/** One value, as unmarshalItem does. */
export function unmarshal(value: AttributeValue): Value {
  if ('S' in value) return value.S;
  if ('N' in value) return numberOf(value.N);
  if ('BOOL' in value) return value.BOOL;
  if ('M' in value) return unmarshalItem(value.M);
  if ('L' in value) {
    const list: Value[] = [];
    for (const member of value.L) list.push(unmarshal(member));
    return list;
  }
  if ('NULL' in value) return null;
  if ('B' in value) return Buffer.from(value.B, 'base64');
  if ('SS' in value) return new Set(value.SS);
  if ('NS' in value) return new Set(value.NS.map(numberOf));
  if ('BS' in value) return new Set(value.BS.map((text) => Buffer.from(text, 'base64')));
  throw new TypeError(`Unknown attribute type ${Object.keys(value as object)[0]}`);
}

/** A root prototype, or none: also for an object of another realm. */
function isPlain(value: object): value is { [name: string]: Value | undefined } {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Assigns, also the one name that assignment would take for the prototype. */
function set<T>(target: Record<string, T>, name: string, value: T): void {
  if (name === '__proto__') Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
  else target[name] = value;
}

const base64 = (bytes: ArrayBufferView) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
