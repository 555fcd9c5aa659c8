import type { AttributeMap, AttributeValue } from '../../../lambdas/shared/dynamodb/index';

/** What an expression's placeholders stand for. */
export interface Meant {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: AttributeMap;
}

/** A copy of this realm: jest's is not Node's. */
export const copyOf = <T>(value: T): T => (value === undefined ? value : JSON.parse(JSON.stringify(value)));

export const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** A way to what is stored: a path's steps. */
type Path = readonly string[];

/** DynamoDB's expressions, as far as the engine writes any, over one item. Values are placeholders, paths of names: no literals, no indexes of lists. */
export class Expressions {
  private tokens: string[] = [];
  private at = 0;

  constructor(private readonly meant: Meant) {}

  holds(expression: string | undefined, item: AttributeMap): boolean {
    if (expression === undefined) return true;
    this.read(expression);
    const held = this.either(item);
    if (this.at < this.tokens.length) throw new Error(`Cannot read the condition at ${this.tokens.slice(this.at).join(' ')}`);
    return held;
  }

  /** @throws Error as DynamoDB refuses it: a path into what is not there, an operand of another type */
  updated(expression: string, before: AttributeMap): AttributeMap {
    this.read(expression);
    const after = copyOf(before);
    while (this.at < this.tokens.length) {
      const word = this.next();
      do {
        const path = this.path();
        if (word === 'SET') {
          this.expect('=');
          place(after, path, this.sum(before));
        } else if (word === 'REMOVE') remove(after, path);
        else if (word === 'ADD') place(after, path, joined(valueAt(before, path), this.value()));
        else remaining(after, path, this.value());
      } while (this.accept(','));
    }
    return after;
  }

  private read(expression: string): void {
    this.tokens = expression.match(/<=|>=|<>|[()=<>,+-]|[:#\w.]+/g) ?? [];
    this.at = 0;
  }

  private either(item: AttributeMap): boolean {
    let held = this.all(item);
    while (this.accept('OR')) held = this.all(item) || held;
    return held;
  }

  private all(item: AttributeMap): boolean {
    let held = this.one(item);
    while (this.accept('AND')) held = this.one(item) && held;
    return held;
  }

  private one(item: AttributeMap): boolean {
    if (this.accept('NOT')) return !this.one(item);
    if (this.accept('(')) {
      const held = this.either(item);
      this.expect(')');
      return held;
    }
    const word = this.tokens[this.at] as string;
    if (/^(attribute_|begins_with|contains)/.test(word)) return this.call(item);
    const left = this.operand(item);
    const comparator = this.next();
    if (comparator === 'IN') {
      this.expect('(');
      const all: (AttributeValue | undefined)[] = [];
      do all.push(this.operand(item));
      while (this.accept(','));
      this.expect(')');
      return all.some((each) => left !== undefined && isSame(each, left));
    }
    return compare(left, comparator, this.operand(item));
  }

  private call(item: AttributeMap): boolean {
    const name = this.next();
    this.expect('(');
    const value = valueAt(item, this.path());
    const operand = this.accept(',') ? this.value() : undefined;
    this.expect(')');
    const text = operand && 'S' in operand ? operand.S : '';
    switch (name) {
      case 'attribute_exists':
        return value !== undefined;
      case 'attribute_not_exists':
        return value === undefined;
      case 'attribute_type':
        return value !== undefined && text in value;
      case 'begins_with':
        if (value && 'B' in value && operand && 'B' in operand)
          return bytesOf(value.B).subarray(0, bytesOf(operand.B).length).equals(bytesOf(operand.B));
        return value !== undefined && 'S' in value && value.S.startsWith(text);
      default:
        if (value === undefined) return false;
        if ('S' in value) return value.S.includes(text);
        if ('SS' in value) return value.SS.includes(text);
        return 'L' in value && value.L.some((each) => isSame(each, operand));
    }
  }

  /** A path's value, a placeholder's, or the size of a path's. */
  private operand(item: AttributeMap): AttributeValue | undefined {
    const token = this.tokens[this.at] as string;
    if (token.startsWith(':')) return this.value();
    if (!this.accept('size')) return valueAt(item, this.path());
    this.expect('(');
    const value = valueAt(item, this.path());
    this.expect(')');
    return value && { N: String(sizeOf(value)) };
  }

  private sum(item: AttributeMap): AttributeValue {
    const left = this.computed(item);
    if (!this.accept('+')) return left;
    const right = this.computed(item);
    if (!('N' in left) || !('N' in right)) throw new Error('An operand in the update expression has an incorrect data type');
    return { N: String(Number(left.N) + Number(right.N)) };
  }

  private computed(item: AttributeMap): AttributeValue {
    if (this.accept('if_not_exists')) {
      this.expect('(');
      const there = valueAt(item, this.path());
      this.expect(',');
      const otherwise = this.value();
      this.expect(')');
      return there ?? otherwise;
    }
    if (this.accept('list_append')) {
      this.expect('(');
      const first = this.computed(item);
      this.expect(',');
      const second = this.computed(item);
      this.expect(')');
      if (!('L' in first) || !('L' in second)) throw new Error('An operand in the update expression has an incorrect data type');
      return { L: [...first.L, ...second.L] };
    }
    const value = this.operand(item);
    if (value === undefined) throw new Error('The provided expression refers to an attribute that does not exist in the item');
    return value;
  }

  private path(): Path {
    return this.next()
      .split('.')
      .map((step) => {
        const name = step.startsWith('#') ? this.meant.ExpressionAttributeNames?.[step] : step;
        if (name === undefined) throw new Error(`The expression names no ${step}`);
        return name;
      });
  }

  private value(): AttributeValue {
    const token = this.next();
    const value = this.meant.ExpressionAttributeValues?.[token];
    if (value === undefined) throw new Error(`The expression has no value ${token}`);
    return value;
  }

  private next(): string {
    const token = this.tokens[this.at++];
    if (token === undefined) throw new Error('The expression ends too early');
    return token;
  }

  private accept(token: string): boolean {
    if (this.tokens[this.at] !== token) return false;
    this.at++;
    return true;
  }

  private expect(token: string): void {
    if (!this.accept(token)) throw new Error(`Expected ${token} at ${this.tokens.slice(this.at).join(' ')}`);
  }
}

const bytesOf = (base64: string) => Buffer.from(base64, 'base64');

function valueAt(item: AttributeMap, [first = '', ...rest]: Path): AttributeValue | undefined {
  const value = Object.hasOwn(item, first) ? item[first] : undefined;
  if (rest.length === 0 || value === undefined) return value;
  return 'M' in value ? valueAt(value.M, rest) : undefined;
}

function within(item: AttributeMap, path: Path): AttributeMap {
  if (path.length === 1) return item;
  const parent = valueAt(item, path.slice(0, -1));
  if (parent === undefined || !('M' in parent))
    throw new Error('The document path provided in the update expression is invalid for update');
  return parent.M;
}

function place(item: AttributeMap, path: Path, value: AttributeValue): void {
  within(item, path)[path.at(-1) as string] = value;
}

function remove(item: AttributeMap, path: Path): void {
  delete within(item, path)[path.at(-1) as string];
}

function joined(there: AttributeValue | undefined, added: AttributeValue): AttributeValue {
  if (!('SS' in added) || (there !== undefined && !('SS' in there))) throw new Error('Type mismatch for attribute to update');
  return { SS: [...new Set([...(there?.SS ?? []), ...added.SS])] };
}

function remaining(item: AttributeMap, path: Path, gone: AttributeValue): void {
  const there = valueAt(item, path);
  if (there === undefined || !('SS' in there) || !('SS' in gone)) return;
  const left = there.SS.filter((each) => !gone.SS.includes(each));
  if (left.length === 0) remove(item, path);
  else place(item, path, { SS: left });
}

function compare(left: AttributeValue | undefined, comparator: string, right: AttributeValue | undefined): boolean {
  const same =
    left !== undefined &&
    right !== undefined &&
    (isSame(left, right) || ('N' in left && 'N' in right && Number(left.N) === Number(right.N)));
  if (comparator === '=') return same;
  if (comparator === '<>') return !same;
  const order = orderOf(left, right);
  if (comparator === '<') return order < 0;
  if (comparator === '<=') return order <= 0;
  return comparator === '>' ? order > 0 : order >= 0;
}

/** NaN, which no comparison meets, of what has no order. */
function orderOf(left: AttributeValue | undefined, right: AttributeValue | undefined): number {
  if (left === undefined || right === undefined) return Number.NaN;
  if ('N' in left && 'N' in right) return Number(left.N) - Number(right.N);
  return 'S' in left && 'S' in right ? Buffer.compare(Buffer.from(left.S), Buffer.from(right.S)) : Number.NaN;
}

function sizeOf(value: AttributeValue): number {
  if ('S' in value) return value.S.length;
  if ('L' in value) return value.L.length;
  if ('SS' in value) return value.SS.length;
  return 'M' in value ? Object.keys(value.M).length : 0;
}
