import type { FieldProblem, IndexSpec } from '../../../lib/manifest/index.js';
import { type AttributeMap, marshal } from '../../shared/dynamodb/index.js';
import type { Model } from '../../shared/model/model.js';
import { condition, type Placeholders } from './expressions.js';
import type { KeyCondition } from './reading/indexes.js';

/**
 * Bytes of the text in an index's partition and sort keys. DynamoDB's documents give them for keys of one attribute; all attributes
 * together are held to them, so that no write is refused half way.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-partition-sort-keys
 */
export const PARTITION_BYTES = 2048;
export const SORT_BYTES = 1024;

/** What of an item DynamoDB would refuse as a key of an index. An item that lacks a key is not in that index, which is no fault. */
export function keyFaults(model: Model, item: Readonly<Record<string, unknown>>): FieldProblem[] {
  const faults: TextFault[] = [];
  for (const [name, { partition, sort }] of Object.entries(model.spec.indexes)) {
    if (!surelyFits(item, partition, PARTITION_BYTES)) {
      faults.push(...textFaults(item, partition, PARTITION_BYTES, `as partition key of the index ${name}`));
    }
    if (!surelyFits(item, sort, SORT_BYTES)) faults.push(...textFaults(item, sort, SORT_BYTES, `as sort key of the index ${name}`));
  }
  return faults.map(({ name, detail }) => ({ pointer: `/${name}`, detail }));
}

/** Whether a look at lengths is enough: a character takes at most three bytes for each of its units. */
function surelyFits(values: Readonly<Record<string, unknown>>, names: readonly string[], most: number): boolean {
  let units = 0;
  for (const name of names) {
    const value = values[name];
    if (value === '') return false;
    if (typeof value === 'string') units += value.length;
  }
  return units * 3 <= most;
}

export interface TextFault {
  readonly name: string;
  readonly detail: string;
}

/** The text among some values that is empty, or makes a key too long. */
export function textFaults(values: Readonly<Record<string, unknown>>, names: readonly string[], most: number, as: string): TextFault[] {
  const faults: TextFault[] = [];
  let bytes = 0;
  for (const name of names) {
    const value = values[name];
    if (typeof value !== 'string') continue;
    bytes += Buffer.byteLength(value);
    if (value === '') faults.push({ name, detail: `must not be empty ${as}` });
    else if (bytes > most) faults.push({ name, detail: `must leave at most ${most} bytes ${as}` });
  }
  return faults;
}

/** The attribute that a field is in an index: of a boolean its shadow, since keys are text and numbers. */
export const keyAttribute = (model: Model, field: string) => model.shadows.get(field) ?? field;

/** What is asked of a key, in DynamoDB's words. */
export function keyCondition(model: Model, asked: KeyCondition, placeholders: Placeholders): string {
  const path = asked.path.map((field) => keyAttribute(model, field));
  if (asked.op === 'between') {
    // Of a key there can be one condition, so it is not two comparisons as elsewhere.
    const ends = [asked.from, asked.to].map((end) => placeholders.value(marshal(end)));
    return `${placeholders.path(path)} BETWEEN ${ends.join(' AND ')}`;
  }
  const value = typeof asked.value === 'boolean' ? String(asked.value) : asked.value;
  return condition({ ...asked, path, value } as KeyCondition, placeholders);
}

/** Bytes of a table's key. */
const ID_BYTES = 2048;

/** Whether DynamoDB takes it for an id. Ids of our own are short; a table made elsewhere may have any. */
export const isId = (id: string) => id !== '' && Buffer.byteLength(id) <= ID_BYTES;

/** Where in an index, or in the table, an item stands: what DynamoDB calls an exclusive start key. */
export function positionOf(model: Model, index: IndexSpec | undefined, attributes: AttributeMap): AttributeMap {
  const position: AttributeMap = {};
  for (const field of ['id', ...(index?.partition ?? []), ...(index?.sort ?? [])]) {
    const name = keyAttribute(model, field);
    const value = attributes[name];
    if (value !== undefined) position[name] = value;
  }
  return position;
}
