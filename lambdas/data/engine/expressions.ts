import type { Comparable, Expression, Path } from '../../../lib/manifest/index.js';
import { type AttributeMap, type AttributeValue, marshal } from '../../shared/dynamodb/index.js';

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

  path(path: Path): string {
    return path.map((step) => this.name(step)).join('.');
  }

  value(value: AttributeValue): string {
    const placeholder = `:${this.#valueCount++}`;
    this.#values[placeholder] = value;
    return placeholder;
  }

  /** Placeholders that others have made, once for all requests. */
  add(names: Readonly<Record<string, string>>, values: AttributeMap): void {
    Object.assign(this.#names, names);
    Object.assign(this.#values, values);
    this.#nameCount++;
    this.#valueCount++;
  }

  /** For the request; DynamoDB refuses empty ones. */
  get attributes() {
    return {
      ...(this.#nameCount > 0 && { ExpressionAttributeNames: this.#names }),
      ...(this.#valueCount > 0 && { ExpressionAttributeValues: this.#values }),
    };
  }
}

/** What must hold of a stored item, in DynamoDB's words. What it asks of related items, DynamoDB cannot: whoever asks looks that up before. */
export function condition(expression: Expression, placeholders: Placeholders): string {
  const value = (of: Comparable) => placeholders.value(marshal(of));
  switch (expression.op) {
    case 'always':
      return `attribute_exists(${placeholders.name('id')})`;
    case 'never':
      return `attribute_not_exists(${placeholders.name('id')})`;
    case 'and':
    case 'or':
      return `(${expression.of.map((each) => condition(each, placeholders)).join(` ${expression.op.toUpperCase()} `)})`;
    case 'not':
      return `(NOT ${condition(expression.of, placeholders)})`;
    case 'related':
      throw new Error(`No condition of one item says what is asked of its ${expression.relation}.`);
    default: {
      const path = placeholders.path(expression.path);
      switch (expression.op) {
        case 'exists':
          return `attribute_exists(${path})`;
        case 'between':
          // DynamoDB's own BETWEEN refuses bounds in the wrong order, which nothing meets.
          return `(${path} >= ${value(expression.from)} AND ${path} <= ${value(expression.to)})`;
        case 'in':
          return `${path} IN (${expression.values.map(value).join(', ')})`;
        case 'beginsWith':
          return `begins_with(${path}, ${value(expression.value)})`;
        case 'contains':
        case 'includes':
          return `contains(${path}, ${value(expression.value)})`;
        default:
          return `${path} ${COMPARATORS[expression.op]} ${value(expression.value)}`;
      }
    }
  }
}

const COMPARATORS = { eq: '=', ne: '<>', lt: '<', le: '<=', gt: '>', ge: '>=' } as const;
