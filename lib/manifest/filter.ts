import { fieldAt, readComparison } from './comparison';
import { ALWAYS, and, type Expression, not, or } from './expression';
import type { Fields } from './fields';
import type { FieldProblem } from './problems';
import { describe, fail, isRecord, type Problems, within } from './values/problems';

/** `and`, `or` and `not` in each other, at most. */
export const MAX_FILTER_DEPTH = 5;
/** Comparisons of one filter, at most. */
export const MAX_COMPARISONS = 100;

/** What joins filters, so no field has such a name. */
export const FILTER_WORDS: readonly string[] = ['and', 'or', 'not'];

export interface ReadFilter {
  /** `never` where there are errors. */
  readonly expression: Expression;
  readonly errors: readonly FieldProblem[];
}

export interface FilterOptions {
  /** Where in the request the filter is: what pointers start with. @default '' */
  readonly at?: string;
  /** Whom `{ "owner": "me" }` means. @default nobody, and it is an error */
  readonly me?: string;
}

/**
 * Reads a filter, as parsed JSON: `{ "published": true, "stars": { "ge": 3 }, "or": [{ "title": { "contains": "x" } }, …] }`.
 * All that it says must hold. A value alone means `eq`; dotted names reach members of nested objects. Never throws.
 *
 * @param fields those that the caller may know of, the system's among them; a nested one that is hidden is not known
 */
export function readFilter(fields: Fields, input: unknown, { at = '', me }: FilterOptions = {}): ReadFilter {
  const errors: Problems = [];
  const reader = new Reader(fields, me);
  const expression = reader.read(input, errors);
  if (errors.length === 0) {
    return { expression, errors };
  }
  return { expression: { op: 'never' }, errors: errors.map(({ pointer, detail }) => ({ pointer: at + pointer, detail })) };
}

class Reader {
  private comparisons = 0;

  constructor(
    private readonly fields: Fields,
    private readonly me: string | undefined,
  ) {}

  read(input: unknown, problems: Problems, depth = 0): Expression {
    if (!isRecord(input)) {
      fail(problems, `must be an object, is ${describe(input)}`);
      return ALWAYS;
    }
    return and(
      Object.entries(input).map(
        ([name, value]) =>
          within(
            problems,
            name,
            (inner, found) => (FILTER_WORDS.includes(name) ? this.join(name, inner, found, depth + 1) : this.field(name, inner, found)),
            value,
          ) as Expression,
      ),
    );
  }

  private join(word: string, value: unknown, problems: Problems, depth: number): Expression {
    if (depth > MAX_FILTER_DEPTH) {
      fail(problems, `is nested deeper than ${MAX_FILTER_DEPTH} levels`);
      return ALWAYS;
    }
    if (word === 'not') {
      return not(this.read(value, problems, depth));
    }
    if (!Array.isArray(value) || value.length === 0) {
      fail(problems, 'must be a list of at least one filter');
      return ALWAYS;
    }
    const all = value.map((each, i) => within(problems, i, (inner, found) => this.read(inner, found, depth), each) as Expression);
    return word === 'and' ? and(all) : or(all);
  }

  private field(name: string, value: unknown, problems: Problems): Expression {
    const found = fieldAt(this.fields, name, ({ hidden = false }) => !hidden);
    if (typeof found === 'string') {
      fail(problems, found);
      return ALWAYS;
    }
    const { field, path } = found;
    const asked = isRecord(value) ? Object.entries(value) : [['eq', value] as const];
    if (asked.length === 0) {
      fail(problems, 'must compare the field with something');
    }
    return and(
      asked.map(([op, operand]) => {
        this.comparisons++;
        if (this.comparisons > MAX_COMPARISONS) {
          if (this.comparisons === MAX_COMPARISONS + 1)
            fail(problems, `is one more than the ${MAX_COMPARISONS} comparisons that a filter may have`);
          return ALWAYS;
        }
        const check = (inner: unknown, found: Problems): Expression => {
          // Where owners are asked for, `me` is whoever calls.
          const mine = name === 'owner' && inner === 'me';
          if (mine && this.me === undefined) {
            fail(found, 'cannot be "me" of somebody without a session');
            return ALWAYS;
          }
          return readComparison(field, path, op, mine ? this.me : inner, found) ?? ALWAYS;
        };
        return (isRecord(value) ? within(problems, op, check, operand) : check(operand, problems)) as Expression;
      }),
    );
  }
}
