import type { AttributeMap, AttributeValue } from '../../shared/dynamodb/index.js';

/**
 * The parts of one request's expressions. Every name and value has a placeholder: names may be reserved words, and nothing that a
 * caller sends is ever part of an expression.
 */
export class Placeholders {
  readonly #names: Record<string, string> = {};
  readonly #values: AttributeMap = {};
  #nameCount = 0;
  #valueCount = 0;

  name(attribute: string): string {
    const placeholder = `#${this.#nameCount++}`;
    this.#names[placeholder] = attribute;
    return placeholder;
  }

  value(value: AttributeValue): string {
    const placeholder = `:${this.#valueCount++}`;
    this.#values[placeholder] = value;
    return placeholder;
  }

  /** For the request; DynamoDB refuses empty ones. */
  get attributes() {
    return {
      ...(this.#nameCount > 0 && { ExpressionAttributeNames: this.#names }),
      ...(this.#valueCount > 0 && { ExpressionAttributeValues: this.#values }),
    };
  }
}

export type Operator = '=' | '<' | '<=' | '>' | '>=' | 'beginsWith' | 'between';

/** As a key condition and as a filter it reads the same. */
export function comparison(attribute: string, operator: Operator, values: readonly AttributeValue[], placeholders: Placeholders): string {
  const name = placeholders.name(attribute);
  const [first, second] = values.map((value) => placeholders.value(value));
  switch (operator) {
    case 'beginsWith':
      return `begins_with(${name}, ${first})`;
    case 'between':
      return `${name} BETWEEN ${first} AND ${second}`;
    default:
      return `${name} ${operator} ${first}`;
  }
}

/** That an item still is at the version that was read; 0 is an item that Plinth has never written. */
export function atVersion(version: number, placeholders: Placeholders): string {
  const name = placeholders.name('version');
  if (version > 0) return `${name} = ${placeholders.value({ N: String(version) })}`;
  return `attribute_exists(${placeholders.name('id')}) AND attribute_not_exists(${name})`;
}

/** Sets these attributes to what they are in `after`, and removes those that are not there. */
export function assignment(names: Iterable<string>, after: AttributeMap, placeholders: Placeholders): string {
  const sets: string[] = [];
  const removes: string[] = [];
  for (const name of names) {
    const value = after[name];
    if (value === undefined) removes.push(placeholders.name(name));
    else sets.push(`${placeholders.name(name)} = ${placeholders.value(value)}`);
  }
  return [sets.length > 0 && `SET ${sets.join(', ')}`, removes.length > 0 && `REMOVE ${removes.join(', ')}`].filter(Boolean).join(' ');
}
