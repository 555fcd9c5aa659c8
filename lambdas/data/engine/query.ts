import {
  readValue,
  didYouMean,
  type FieldProblem,
  type FieldSpec,
  fieldOf,
  type IndexSpec,
  ITEM_PAGE,
  LIST_OPERATORS,
  type ListOperator,
  operatorsOn,
  readLimit,
} from '../../../lib/manifest/index.js';
import type { Access } from '../../shared/access.js';
import type { Model } from '../../shared/model/model.js';
import { Problem } from '../../shared/problem.js';
import type { Operator } from './expressions.js';
import { PARTITION_BYTES, SORT_BYTES, textFaults } from './keys.js';

export interface Condition {
  readonly field: string;
  readonly operator: Operator;
  /** Two for `between`, else one. */
  readonly values: readonly (string | number | boolean)[];
}

/** A list's parameters, understood. */
export interface Query {
  /** The declared name; absent for a scan of the table. */
  readonly index?: string;
  /** In the order of the index's keys; of a scan, the filter. */
  readonly conditions: readonly Condition[];
  readonly descending: boolean;
  readonly limit: number;
  readonly cursor?: string;
}

const OPERATORS: Readonly<Record<ListOperator, Operator>> = { lt: '<', le: '<=', gt: '>', ge: '>=', beginsWith: 'beginsWith' };

/**
 * Reads the parameters of a list, as text: `index`, `order`, `limit`, `cursor`, and fields, with or without an operator.
 * @throws Problem `invalid-request` that names each parameter that is wrong, or the index that would serve
 */
export function readQuery(model: Model, access: Access, parameters: ReadonlyMap<string, string>): Query {
  const faults: FieldProblem[] = [];
  const fault = (name: string, detail: string) => faults.push({ pointer: `?${name}`, detail });
  const asked = new Map<string, Condition>();
  let index: string | undefined;
  let descending: boolean | undefined;
  let cursor: string | undefined;
  const limit = readLimit(parameters.get('limit'), ITEM_PAGE);
  if (limit === undefined) fault('limit', `must be a number from 1 to ${ITEM_PAGE.most}`);

  for (const [name, text] of parameters) {
    if (name === 'limit') continue;
    if (name === 'cursor') cursor = text;
    else if (name === 'order') {
      descending = text === 'desc';
      if (text !== 'asc' && text !== 'desc') fault(name, 'must be asc or desc');
    } else if (name === 'index') {
      index = text;
      const names = Object.keys(model.spec.indexes);
      if (!names.includes(text)) fault(name, `is not an index of ${model.name}${didYouMean(text, names)}`);
    } else {
      const read = readCondition(model, access, name, text);
      const condition = typeof read === 'string' ? read : join(asked.get(read.field), read);
      if (typeof condition === 'string') fault(name, condition);
      else asked.set(condition.field, condition);
    }
  }
  if (limit === undefined || faults.length > 0) throw new Problem('invalid-request', undefined, { errors: faults });

  const { name, conditions } = choose(model, asked, index);
  if (name === undefined && descending !== undefined) throw invalid('order', 'needs an index: a scan has no order');
  return { index: name, conditions, descending: descending ?? false, limit, cursor };
}

function readCondition(model: Model, access: Access, name: string, text: string): Condition | string {
  const [field = '', suffix] = name.split('.', 2);
  const spec = model.fields.includes(field) ? fieldOf(model.spec.fields, field) : undefined;
  if (spec === undefined) return `is not a field of ${model.name}${didYouMean(field, model.fields)}`;
  const known = operatorsOn(spec.type);
  if (known === undefined) return `of type ${spec.type} cannot be asked for`;
  if (suffix === undefined) return equality(access, field, spec, text);
  if (!isOperator(suffix)) return `has an unknown operator; there are ${LIST_OPERATORS.join(', ')}`;
  if (!known.includes(suffix)) return `of type ${spec.type} knows no ${suffix}`;
  const operator = OPERATORS[suffix];
  if (operator === 'beginsWith') return { field, operator, values: [text] };
  const { value, error } = readValue(spec, text);
  return value === undefined ? (error ?? 'is not valid') : { field, operator, values: [value] };
}

const isOperator = (text: string): text is ListOperator => Object.hasOwn(OPERATORS, text);

function equality(access: Access, field: string, spec: FieldSpec, text: string): Condition | string {
  if (field === 'owner' && text === 'me') {
    if (access.owner === undefined) throw new Problem('unauthenticated', 'Only who is signed in owns anything.');
    return { field, operator: '=', values: [access.owner] };
  }
  const { value, error } = readValue(spec, text);
  return value === undefined ? (error ?? 'is not valid') : { field, operator: '=', values: [value] };
}

/** Two conditions on one field as one: DynamoDB takes one a key, of which "between" is inclusive at both ends and in their order. */
function join(first: Condition | undefined, second: Condition): Condition | string {
  if (first === undefined) return second;
  const low = [first, second].find(({ operator }) => operator === '>=');
  const high = [first, second].find(({ operator }) => operator === '<=');
  if (!low || !high) return 'cannot be joined with the other condition on this field; only ge and le can';
  const values = [...low.values, ...high.values];
  return isReversed(values) ? 'leaves nothing: its ge is above its le' : { field: first.field, operator: 'between', values };
}

/** As DynamoDB compares: numbers by value, text by its UTF-8 bytes. */
function isReversed([low, high]: readonly unknown[]): boolean {
  if (typeof low === 'number' && typeof high === 'number') return low > high;
  return Buffer.compare(Buffer.from(String(low)), Buffer.from(String(high))) > 0;
}

/** The index that serves: the one named, else the first whose partition the fields are; else the whole table, if the model allows it. */
function choose(
  model: Model,
  asked: ReadonlyMap<string, Condition>,
  named: string | undefined,
): { name?: string; conditions: Condition[] } {
  const candidates = Object.entries(model.spec.indexes).filter(([name]) => named === undefined || name === named);
  for (const [name, spec] of candidates) {
    const conditions = conditionsOn(spec, asked);
    if (conditions === undefined) continue;
    requireKeys(spec, conditions);
    return { name, conditions };
  }
  if (named !== undefined) throw invalid('index', `needs ${describe(model.spec.indexes[named] as IndexSpec)}`);
  if (model.spec.allowScan) return { conditions: [...asked.values()] };
  throw new Problem('invalid-request', describeMissing(model, [...asked.keys()]));
}

/** The asked conditions in the order of an index's keys: equality on the whole partition, then on sort keys up to one that is a range. */
function conditionsOn({ partition, sort }: IndexSpec, asked: ReadonlyMap<string, Condition>): Condition[] | undefined {
  const conditions: Condition[] = [];
  for (const field of partition) {
    const condition = asked.get(field);
    if (condition?.operator !== '=') return undefined;
    conditions.push(condition);
  }
  for (const field of sort) {
    const condition = asked.get(field);
    if (condition === undefined) break;
    conditions.push(condition);
    if (condition.operator !== '=') break;
  }
  return conditions.length === asked.size ? conditions : undefined;
}

/** @throws Problem where a value cannot be a key */
function requireKeys({ partition, sort }: IndexSpec, conditions: readonly Condition[]): void {
  for (const end of ['first', 'last'] as const) {
    const values = Object.fromEntries(conditions.map(({ field, values: ends }) => [field, end === 'first' ? ends[0] : ends.at(-1)]));
    const [fault] = [...textFaults(values, partition, PARTITION_BYTES, 'as a key'), ...textFaults(values, sort, SORT_BYTES, 'as a key')];
    if (fault !== undefined) throw invalid(fault.name, fault.detail);
  }
}

const invalid = (name: string, detail: string) => new Problem('invalid-request', undefined, { errors: [{ pointer: `?${name}`, detail }] });

const describe = ({ partition, sort }: IndexSpec) =>
  `${partition.join(', ')}${sort.length > 0 ? `, and if wanted ${sort.join(', then ')}` : ''}`;

function describeMissing(model: Model, fields: readonly string[]): string {
  const declared = Object.entries(model.spec.indexes).map(([name, index]) => `${name} (${describe(index)})`);
  const line = fields.length > 0 ? `indexes: { by: { partition: ['${fields[0]}'], sort: [${fields.slice(1).map((f) => `'${f}'`)}] } }` : '';
  return [
    fields.length > 0 ? `No index of ${model.name} serves ${fields.join(' and ')}.` : `A list of ${model.name} needs an index.`,
    declared.length > 0 ? `It has ${declared.join('; ')}.` : 'It has none.',
    `To declare: ${line ? `${line}, or ` : ''}allowScan: true.`,
  ].join(' ');
}
