import { shortHash } from './hash';
import type { IndexSpec, PushPlatform } from './manifest';

/** A backend id is a stack's name: it never holds a dot or an underscore, so no prefix made of it and one of these covers another backend's names. */
export const BACKEND_ID_PATTERN = /^[A-Za-z][A-Za-z0-9-]{0,127}$/;

/** Names that applications use verbatim (models, indexes, fields, spaces, functions, topics). */
export const NAME_PATTERN = /^[a-z][A-Za-z0-9]{0,63}$/;

/** What every table of a backend's models starts with: `shop.` covers `shop.orders` and no table of a backend `shop-test`. */
export function tablePrefix(backendId: string): string {
  return `${backendId}.`;
}

export function tableName(backendId: string, model: string): string {
  return tablePrefix(backendId) + model;
}

/** The table of registered devices, outside the prefix of the models' tables. */
export function devicesTableName(backendId: string): string {
  return `${backendId}_devices`;
}

/** `byOwner` becomes `ByOwner`. */
export function pascal(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** The attribute behind an indexed boolean: DynamoDB's keys are strings and numbers, so a shadow holds `'true'` or `'false'`. */
export function shadowAttribute(field: string): string {
  return `_key_${field}`;
}

/**
 * The attribute, seconds since the epoch, after which DynamoDB removes what carries it, sometime: of an item that ends, of what a delete
 * leaves. From then on it is gone for everyone.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
 */
export const EXPIRES = '_expires';

/** DynamoDB's name of an index: the declared one and a hash of its keys, so that an edited index is another index. */
export function indexName(name: string, index: IndexSpec): string {
  let hash = INDEX_HASHES.get(index);
  if (hash === undefined) {
    hash = shortHash(JSON.stringify([index.partition, index.sort]));
    INDEX_HASHES.set(index, hash);
  }
  return `${name}-${hash}`;
}

/** Each query asks for one. */
const INDEX_HASHES = new WeakMap<IndexSpec, string>();

/** SNS's names of the platforms. @see https://docs.aws.amazon.com/sns/latest/api/API_CreatePlatformApplication.html */
export const SNS_PLATFORMS: Readonly<Record<PushPlatform, string>> = { apns: 'APNS', apnsSandbox: 'APNS_SANDBOX', fcm: 'GCM' };
