import type { Comparable, Expression, Path } from './expression';
import { order } from './evaluate';
import { type Fields, type FieldSpec, SCALAR_TYPES, TEXT_TYPES } from './fields';
import { didYouMean } from './nearest';
import { compileField } from './values/compile';
import { describe, fail, type Problems, within } from './values/problems';

/** How a field can be compared, in the words of filters, of conditions of writes and of rules. */
export const COMPARISONS = ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'between', 'in', 'beginsWith', 'contains', 'exists'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** Values of one `in`. @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html */
export const MAX_IN = 100;

const EQUALITY: readonly Comparison[] = ['eq', 'ne', 'exists'];
const ORDER: readonly Comparison[] = [...EQUALITY, 'lt', 'le', 'gt', 'ge', 'between', 'in'];
const TEXT: readonly Comparison[] = [...ORDER, 'beginsWith', 'contains'];
const MEMBERS: readonly Comparison[] = ['contains', 'exists'];
const PRESENCE: readonly Comparison[] = ['exists'];

/** The comparisons that values of a field know: of a list or string set whether it has a member, of what is no single value whether it is there. */
export function comparisonsOn(field: FieldSpec): readonly Comparison[] {
  if (field.type === 'boolean') {
    return EQUALITY;
  }
  if (TEXT_TYPES.includes(field.type)) {
    return TEXT;
  }
  if (SCALAR_TYPES.includes(field.type)) {
    return ORDER;
  }
  return memberOf(field) === undefined ? PRESENCE : MEMBERS;
}

/** What a field holds several of, if that is one value each. */
export function memberOf({ type, items }: FieldSpec): FieldSpec | undefined {
  if (type === 'stringSet') {
    return { type: 'string' };
  }
  return type === 'list' && items !== undefined && SCALAR_TYPES.includes(items.type) ? items : undefined;
}

/**
 * A field by its name, or a member of nested objects by a dotted one (`address.city`); a text says what is wrong with the name.
 * @param sees whether the caller may know that such a field is there; absent: all of them
 */
export function fieldAt(
  fields: Fields,
  name: string,
  sees: (field: FieldSpec) => boolean = () => true,
): { readonly path: Path; readonly field: FieldSpec } | string {
  const path = name.split('.');
  let members = fields;
  let field: FieldSpec | undefined;
  for (const step of path) {
    if (field !== undefined && field.type !== 'object') {
      return `is not a field: only an object has members, and what holds "${step}" is of type ${field.type}`;
    }
    members = field?.fields ?? (field === undefined ? fields : {});
    const found: FieldSpec | undefined = Object.hasOwn(members, step) ? members[step] : undefined;
    if (found === undefined || !sees(found)) {
      const known = Object.keys(members).filter((each) => sees(members[each] as FieldSpec));
      return `is not a field${didYouMean(step, known)}`;
    }
    field = found;
  }
  return { path, field: field as FieldSpec };
}

/**
 * Reads one comparison. Operands are of the field's type, and become what is stored: datetimes in UTC. Limits and patterns of the field
 * concern what is written, and are not asked.
 */
export function readComparison(field: FieldSpec, path: Path, op: string, operand: unknown, problems: Problems): Expression | undefined {
  const known = comparisonsOn(field);
  if (!isComparison(op) || !known.includes(op)) {
    const all = `of type ${field.type}, which knows ${known.join(', ')}`;
    return fail(
      problems,
      isComparison(op) ? `is ${all}, and no ${op}` : `is no comparison${didYouMean(op, known) || `; the field is ${all}`}`,
    );
  }
  const readOne = (value: unknown, found: Problems, of = field): unknown =>
    value === null
      ? fail(found, 'must be a value; whether there is one, "exists" asks')
      : compileField({ type: of.type, choices: of.choices }, 'whole')(value, found);
  const before = problems.length;
  const expression = build();
  return problems.length > before ? undefined : expression;

  function build(): Expression | undefined {
    switch (op as Comparison) {
      case 'exists':
        if (typeof operand !== 'boolean') {
          return fail(problems, `must be true or false, is ${describe(operand)}`);
        }
        return operand ? { op: 'exists', path } : { op: 'not', of: { op: 'exists', path } };
      case 'between': {
        const [from, to] = several(2, 2) as Comparable[];
        if (from === undefined || to === undefined) {
          return undefined;
        }
        // DynamoDB refuses such a range, though it is but empty.
        return order(from, to) > 0 ? fail(problems, 'must name its lower end first') : { op: 'between', path, from, to };
      }
      case 'in':
        return { op: 'in', path, values: several(1, MAX_IN) as Comparable[] };
      case 'beginsWith':
        return { op: 'beginsWith', path, value: text() };
      case 'contains': {
        const member = memberOf(field);
        return member === undefined
          ? { op: 'contains', path, value: text() }
          : { op: 'includes', path, value: readOne(operand, problems, member) as Comparable };
      }
      default:
        return { op: op as 'eq', path, value: readOne(operand, problems) as Comparable };
    }
  }

  function several(least: number, most: number): unknown[] {
    if (!Array.isArray(operand) || operand.length < least || operand.length > most) {
      fail(problems, `must be a list of ${least === most ? least : `${least} to ${most}`} values`);
      return [];
    }
    return operand.map((value, i) => within(problems, i, readOne, value));
  }

  /** A part of a text is any text, also of an id or a date. */
  function text(): string {
    if (typeof operand === 'string' && operand !== '') {
      return operand;
    }
    fail(problems, operand === '' ? 'must not be empty' : `must be a string, is ${describe(operand)}`);
    return '';
  }
}

function isComparison(op: string): op is Comparison {
  return (COMPARISONS as readonly string[]).includes(op);
}
