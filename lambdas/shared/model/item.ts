import { isDeepStrictEqual } from 'node:util';
import { type AttributeMap, type AttributeValue, marshalItem, unmarshal, type Value } from '../dynamodb/index.js';
import { TRAIL, type Trail, trailText } from '../trail.js';
import type { Model } from './model.js';

/** An item as it leaves the backend: declared and system fields, absent where they have no value. */
export interface Item {
  readonly id: string;
  /** 1 when made, one more with each write; 0 for one that Plinth has never written. */
  readonly version: number;
  readonly [field: string]: unknown;
}

/** The private attribute with the hashes of an item's last writes. */
export const WRITES = '_writes';

/** Plinth's own about an item, beside what the item says. */
export interface Marks {
  /** The triggers that led to the write. */
  readonly trail?: Trail;
  readonly writes?: AttributeValue;
}

/** Only declared and system fields come out: private attributes, and those of a table made elsewhere, stay. */
export function readItem(model: Model, attributes: AttributeMap): Item {
  const item: Record<string, unknown> & { id: string; version: number } = { id: '', version: 0 };
  for (const field of model.fields) {
    const value = Object.hasOwn(attributes, field) ? attributes[field] : undefined;
    if (value !== undefined && !('NULL' in value)) item[field] = unmarshal(value);
  }
  return item;
}

/** All that is stored of an item: its fields, the shadows of booleans that are keys, Plinth's marks. */
export function writeItem(model: Model, item: Item, { trail, writes }: Marks = {}): AttributeMap {
  const attributes = marshalItem(item as { [field: string]: Value | undefined });
  for (const [field, shadow] of model.shadows) {
    if (item[field] !== undefined) attributes[shadow] = { S: String(item[field]) };
  }
  if (trail !== undefined) attributes[TRAIL] = { S: trailText(trail) };
  if (writes !== undefined) attributes[WRITES] = writes;
  return attributes;
}

/** Whether what is stored is what a write has written. Items are compared, not attributes: DynamoDB spells numbers in its own way. */
export function isSameWrite(model: Model, stored: AttributeMap | undefined, written: AttributeMap): boolean {
  return (
    stored !== undefined &&
    isDeepStrictEqual(stored[WRITES], written[WRITES]) &&
    isDeepStrictEqual(readItem(model, stored), readItem(model, written))
  );
}
