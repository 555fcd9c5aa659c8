import type { FieldSpec } from '../../../lib/manifest/index.js';
import { type AttributeMap, type AttributeValue, marshal, unmarshal, type Value } from '../dynamodb/index.js';
import { TRAIL, type Trail, trailText } from '../trail.js';
import { decode, encode } from './encode.js';
import { CLAIM, DELETED, EXPIRES, isExpired, secondsOf } from './marks.js';
import type { Model } from './model.js';

/** An item as it leaves the backend: declared and system fields, absent where they have no value. */
export interface Item {
  readonly id: string;
  /** 1 when made, one more with each write; 0 for one that Plinth has never written. */
  readonly version: number;
  readonly [field: string]: unknown;
}

/** What there is under an id. */
export interface Stored {
  /** Absent where there is none, where it was deleted, and from when it has ended. */
  readonly item?: Item;
  /** Of the item that is there or was there; 0 where Plinth has written none. */
  readonly version: number;
  /** All that is stored, Plinth's own marks too; absent where nothing is. */
  readonly attributes?: AttributeMap;
}

/**
 * The one door to what is stored: an item, or nothing where a deleted one has left its tombstone, where one has ended, and where a unique
 * value is claimed. Only declared and system fields come out: private attributes, and those of a table made elsewhere, stay.
 * @param now milliseconds since the epoch; 0 for one that had not ended when somebody saw it
 */
export function readItem(model: Model, attributes: AttributeMap | undefined, now: number): Item | undefined {
  if (attributes === undefined || DELETED in attributes || CLAIM in attributes || isExpired(attributes, now)) return undefined;
  const item: Record<string, unknown> & { id: string; version: number } = { id: '', version: 0 };
  for (const field of model.fields) {
    const value = Object.hasOwn(attributes, field) ? attributes[field] : undefined;
    if (value !== undefined && !('NULL' in value)) item[field] = model.encoded.has(field) ? decode(value) : unmarshal(value);
  }
  return item;
}

/** The same for who writes: also what is left of one that is gone. */
export function readStored(model: Model, attributes: AttributeMap | undefined, now: number): Stored {
  const version = attributes?.[DELETED] ?? attributes?.version;
  return { item: readItem(model, attributes, now), version: version && 'N' in version ? Number(version.N) : 0, attributes };
}

/** All that is stored of an item: its fields and what goes with them, the triggers that led to the write. */
export function writeItem(model: Model, item: Item, trail?: Trail): AttributeMap {
  const attributes: AttributeMap = {};
  for (const field of model.fields) writeField(model, field, item[field], attributes);
  if (trail !== undefined) attributes[TRAIL] = { S: trailText(trail) };
  return attributes;
}

/** Sets the attributes of one field: itself, its shadow where it is a boolean that is a key, when the item ends where it says so. */
export function writeField(model: Model, field: string, value: unknown, attributes: AttributeMap): void {
  if (value === undefined || isEmptySet(model, field, value)) return;
  attributes[field] = encodeField(model, field, value);
  const shadow = model.shadows.get(field);
  if (shadow !== undefined) attributes[shadow] = { S: String(value) };
  if (field === model.ttl) attributes[EXPIRES] = { N: String(secondsOf(value as string)) };
}

/** The attributes that go with a field that has a value. */
export function attributesOf(model: Model, field: string): string[] {
  const shadow = model.shadows.get(field);
  return [field, ...(shadow === undefined ? [] : [shadow]), ...(field === model.ttl ? [EXPIRES] : [])];
}

/** A value of a field as it is stored. */
export function encodeField(model: Model, field: string, value: unknown): AttributeValue {
  return model.encoded.has(field) ? encode(model.spec.fields[field] as FieldSpec, value) : marshal(value as Value);
}

/** DynamoDB has no empty set: a field that would hold one has no value. */
export function isEmptySet(model: Model, field: string, value: unknown): boolean {
  return Array.isArray(value) && value.length === 0 && model.spec.fields[field]?.type === 'stringSet';
}
