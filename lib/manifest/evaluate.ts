import type { Comparable, Expression, Path } from './expression';

/** What of an item rules and filters look at: its fields by name, as `readItem` gives them. */
export type RuledItem = Readonly<Record<string, unknown>>;

/** The items that `belongsTo` relations of an item name, by relation: `null` where there is none, absent where nobody has looked. */
export type Relatives = Readonly<Record<string, Relative | null>>;

export interface Relative {
  readonly item: RuledItem;
  /** Those of this item, in turn. */
  readonly related?: Relatives;
}

/** Whether an expression holds of an item; no, where that hangs on a relation that nobody has looked up. */
export function holds(expression: Expression, item: RuledItem, related?: Relatives): boolean {
  return truth(expression, item, true, related) === true;
}

/** Whether an expression could hold of an item of which only so much is known: what `known` lacks may have any value. */
export function couldHold(expression: Expression, known: RuledItem, related?: Relatives): boolean {
  return truth(expression, known, false, related) !== false;
}

/** Whether an expression holds of every item of which so much is known: what `known` lacks may have any value. */
export function mustHold(expression: Expression, known: RuledItem, related?: Relatives): boolean {
  return truth(expression, known, false, related) === true;
}

/**
 * The same of a whole item whose relations are not looked up yet: `undefined` where one must be, for the answer hangs on it.
 * Lists ask this first, and read the related items of those alone that it leaves open.
 */
export function heldBy(expression: Expression, item: RuledItem, related?: Relatives): boolean | undefined {
  return truth(expression, item, true, related);
}

/** Kleene's logic of three values. @see https://plato.stanford.edu/entries/logic-manyvalued/ */
function truth(expression: Expression, item: RuledItem, whole: boolean, related: Relatives | undefined): boolean | undefined {
  switch (expression.op) {
    case 'always':
      return true;
    case 'never':
      return false;
    case 'and':
      return every(expression.of, false, item, whole, related);
    case 'or':
      return every(expression.of, true, item, whole, related);
    case 'not': {
      const of = truth(expression.of, item, whole, related);
      return of === undefined ? undefined : !of;
    }
    case 'related': {
      const relative = related !== undefined && Object.hasOwn(related, expression.relation) ? related[expression.relation] : undefined;
      return relative ? truth(expression.of, relative.item, true, relative.related) : relative === null ? false : undefined;
    }
    default:
      return whole || Object.hasOwn(item, expression.path[0] ?? '') ? compare(expression, valueAt(item, expression.path)) : undefined;
  }
}

/** One that is `final` decides; else one that is open leaves it open. */
function every(
  all: readonly Expression[],
  final: boolean,
  item: RuledItem,
  whole: boolean,
  related: Relatives | undefined,
): boolean | undefined {
  let result: boolean | undefined = !final;
  for (const each of all) {
    const one = truth(each, item, whole, related);
    if (one === final) {
      return final;
    }
    if (one === undefined) {
      result = undefined;
    }
  }
  return result;
}

/** Own members only: what an object's prototype has was never stored. */
export function valueAt(item: RuledItem, path: Path): unknown {
  let value: unknown = item;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) {
      return undefined;
    }
    value = (value as RuledItem)[step];
  }
  return value;
}

type Comparison = Extract<Expression, { path: Path }>;

function compare(comparison: Comparison, value: unknown): boolean {
  switch (comparison.op) {
    case 'eq':
      return value === comparison.value;
    case 'ne':
      return value !== comparison.value;
    case 'lt':
      return order(value, comparison.value) < 0;
    case 'le':
      return order(value, comparison.value) <= 0;
    case 'gt':
      return order(value, comparison.value) > 0;
    case 'ge':
      return order(value, comparison.value) >= 0;
    case 'between':
      return order(value, comparison.from) >= 0 && order(value, comparison.to) <= 0;
    case 'in':
      return comparison.values.some((each) => each === value);
    case 'beginsWith':
      return typeof value === 'string' && value.startsWith(comparison.value);
    case 'contains':
      return typeof value === 'string' && value.includes(comparison.value);
    case 'includes':
      return Array.isArray(value) ? value.includes(comparison.value) : value instanceof Set && value.has(comparison.value);
    case 'exists':
      return value !== undefined && value !== null;
    default:
      // An operator that a newer manifest knows and this code does not: nothing meets it.
      return false;
  }
}

/** Below, above or at 0 as `a` is below, above or at `b`; NaN, which no comparison meets, where they are not of one type with an order. */
export function order(a: unknown, b: Comparable): number {
  if (typeof a === 'number' && typeof b === 'number') {
    return a - b;
  }
  return typeof a === 'string' && typeof b === 'string' ? orderOfTexts(a, b) : Number.NaN;
}

/** By code points, as DynamoDB's by UTF-8 bytes; JavaScript's own is by UTF-16, where U+1F600 stands before U+FF01. */
function orderOfTexts(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const one = a.charCodeAt(i);
    const other = b.charCodeAt(i);
    if (one !== other) {
      return codePointRank(one) - codePointRank(other);
    }
  }
  return a.length - b.length;
}

/** Halves of surrogate pairs stand for code points above all that have one unit. */
function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
