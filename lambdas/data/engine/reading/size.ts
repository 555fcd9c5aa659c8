import type { AttributeMap, AttributeValue } from '../../../shared/dynamodb/index.js';

/**
 * About how many bytes of an item DynamoDB counts.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function sizeOf(attributes: AttributeMap): number {
  let size = 0;
  for (const name in attributes) size += name.length + sizeOfValue(attributes[name] as AttributeValue);
  return size;
}

/** Of text of which it makes no difference, its length will do. */
const sizeOfText = (text: string) => (text.length < 64 ? text.length : Buffer.byteLength(text));

function sizeOfValue(value: AttributeValue): number {
  if ('S' in value) return sizeOfText(value.S);
  if ('N' in value) return value.N.length / 2 + 1;
  if ('B' in value) return (value.B.length * 3) / 4;
  if ('L' in value) return value.L.reduce((sum, each) => sum + 1 + sizeOfValue(each), 3);
  if ('M' in value) return 3 + sizeOf(value.M);
  if ('SS' in value) return value.SS.reduce((sum, each) => sum + sizeOfText(each), 0);
  return 1;
}
