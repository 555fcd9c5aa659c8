/**
 * What may be said of an item, as data: the form that rules take for one caller, that filters of lists and conditions of writes take when
 * they have been read. One form, so that it is evaluated by one code and becomes DynamoDB's by another.
 */
export type Expression =
  /** Always, or never. */
  | { readonly op: 'always' }
  | { readonly op: 'never' }
  | { readonly op: 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge'; readonly path: Path; readonly value: Comparable }
  /** Both ends are part of it. */
  | { readonly op: 'between'; readonly path: Path; readonly from: Comparable; readonly to: Comparable }
  | { readonly op: 'in'; readonly path: Path; readonly values: readonly Comparable[] }
  | { readonly op: 'beginsWith'; readonly path: Path; readonly value: string }
  /** Of a text, a part. */
  | { readonly op: 'contains'; readonly path: Path; readonly value: string }
  /** Of a list or string set, a member: told apart from a text's part, since who owns `ann-2` does not own what `ann` does. */
  | { readonly op: 'includes'; readonly path: Path; readonly value: Comparable }
  | { readonly op: 'exists'; readonly path: Path }
  /** Of the item that a `belongsTo` relation names; false where there is none. */
  | { readonly op: 'related'; readonly relation: string; readonly of: Expression }
  | { readonly op: 'not'; readonly of: Expression }
  | { readonly op: 'and' | 'or'; readonly of: readonly Expression[] };

/** A field, or a member of nested objects: `['address', 'city']`. What is absent equals nothing, and meets only `not` and `ne`. */
export type Path = readonly string[];

export type Comparable = string | number | boolean;

export const ALWAYS: Expression = { op: 'always' };
export const NEVER: Expression = { op: 'never' };

/** All of them, as short as can be told without an item: of nothing, `always`. */
export function and(all: readonly Expression[]): Expression {
  return joined('and', all, ALWAYS, NEVER);
}

/** One of them, as short as can be told without an item: of nothing, `never`. */
export function or(all: readonly Expression[]): Expression {
  return joined('or', all, NEVER, ALWAYS);
}

export function not(of: Expression): Expression {
  switch (of.op) {
    case 'always':
      return NEVER;
    case 'never':
      return ALWAYS;
    case 'not':
      return of.of;
    default:
      return { op: 'not', of };
  }
}

/**
 * @param neutral what changes nothing, and is left out
 * @param final what decides alone
 */
function joined(op: 'and' | 'or', all: readonly Expression[], neutral: Expression, final: Expression): Expression {
  const of: Expression[] = [];
  for (const each of all) {
    if (each.op === final.op) {
      return final;
    }
    if (each.op === op) {
      of.push(...each.of);
    } else if (each.op !== neutral.op) {
      of.push(each);
    }
  }
  return of.length > 1 ? { op, of } : (of[0] ?? neutral);
}

/**
 * A filter as it is for who sees some fields of some items only: a field that he does not see is absent to him. So nobody learns a value by
 * asking for the items that have it.
 * @param seen where he sees a field
 */
export function asSeen(filter: Expression, seen: (field: string) => Expression): Expression {
  switch (filter.op) {
    case 'always':
    case 'never':
    case 'related':
      return filter;
    case 'not':
      return not(asSeen(filter.of, seen));
    case 'and':
      return and(filter.of.map((each) => asSeen(each, seen)));
    case 'or':
      return or(filter.of.map((each) => asSeen(each, seen)));
    case 'ne': {
      const where = seen(filter.path[0] as string);
      return or([not(where), filter]);
    }
    default:
      return and([seen(filter.path[0] as string), filter]);
  }
}

/** The `belongsTo` relations of the item that an expression asks, each once: what must be read beside the item. Those of related items are not among them. */
export function relationsIn(expression: Expression): string[] {
  return [...relatedIn([expression]).keys()];
}

/** What expressions ask of related items, by relation. */
export function relatedIn(expressions: readonly Expression[]): Map<string, Expression[]> {
  const found = new Map<string, Expression[]>();
  for (const part of expressions.flatMap((each) => [...parts(each)])) {
    if (part.op === 'related') {
      found.set(part.relation, [...(found.get(part.relation) ?? []), part.of]);
    }
  }
  return found;
}

/** The fields of the item that an expression asks, each once. What `related` asks is the other item's. */
export function fieldsIn(expression: Expression): string[] {
  return [...new Set([...parts(expression)].flatMap((part) => ('path' in part ? part.path.slice(0, 1) : [])))];
}

/** An expression and all that it is made of, but for what it says of related items. */
function* parts(expression: Expression): Iterable<Expression> {
  yield expression;
  if (expression.op === 'not') {
    yield* parts(expression.of);
  } else if (expression.op === 'and' || expression.op === 'or') {
    for (const each of expression.of) {
      yield* parts(each);
    }
  }
}
