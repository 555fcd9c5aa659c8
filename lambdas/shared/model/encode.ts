import type { FieldSpec } from '../../../lib/manifest/index.js';
import { type AttributeValue, marshal, unmarshal, type Value } from '../dynamodb/index.js';

/** A value of a field as DynamoDB holds it. Most are what JSON says; `bytes` are binary, a `stringSet` is a set. */
export function encode(field: FieldSpec, value: unknown): AttributeValue {
  switch (field.type) {
    case 'bytes':
      return { B: value as string };
    case 'stringSet':
      // DynamoDB has no empty set. An item's own field is left out instead; one within an object is an empty list.
      return (value as string[]).length === 0 ? { L: [] } : { SS: value as string[] };
    case 'list':
      return field.items === undefined
        ? marshal(value as Value)
        : { L: (value as unknown[]).map((each) => encode(field.items as FieldSpec, each)) };
    case 'map':
      return field.items === undefined ? marshal(value as Value) : { M: encodeMembers(value, () => field.items) };
    case 'object':
      return { M: encodeMembers(value, (name) => field.fields?.[name]) };
    default:
      return marshal(value as Value);
  }
}

function encodeMembers(value: unknown, fieldOf: (name: string) => FieldSpec | undefined): Record<string, AttributeValue> {
  const members = Object.entries(value as Record<string, unknown>).filter(([, each]) => each !== undefined);
  return Object.fromEntries(members.map(([name, each]) => [name, encode(fieldOf(name) ?? { type: 'json' }, each)]));
}

/** The JSON of what is stored, whatever field it is of: binary is base64 text, a set a list in the order of text. */
export function decode(attribute: AttributeValue): unknown {
  if ('B' in attribute) return attribute.B;
  if ('SS' in attribute) return [...attribute.SS].sort();
  if ('NS' in attribute) return attribute.NS.map((digits) => unmarshal({ N: digits }));
  if ('BS' in attribute) return [...attribute.BS].sort();
  if ('L' in attribute) return attribute.L.map(decode);
  if ('M' in attribute) return Object.fromEntries(Object.entries(attribute.M).map(([name, each]) => [name, decode(each)]));
  return unmarshal(attribute);
}
