import { type Comparable, type Expression, type IndexSpec, pascal, type Path, SYSTEM_FIELDS } from '../../../../lib/manifest/index.js';
import { Problem } from '../../../shared/problem.js';
import { PARTITION_BYTES, SORT_BYTES, textFaults } from '../keys.js';
import type { View } from './view.js';
import type { Question } from './question.js';

type Comparison = Extract<Expression, { path: Path }>;
/** A comparison that the key of an index can answer. */
export type KeyCondition =
  | Extract<Comparison, { op: 'between' | 'beginsWith' }>
  | { readonly op: 'eq' | 'lt' | 'le' | 'gt' | 'ge'; readonly path: Path; readonly value: Comparable };

const KEY_CONDITIONS: ReadonlySet<string> = new Set<KeyCondition['op']>(['eq', 'lt', 'le', 'gt', 'ge', 'between', 'beginsWith']);

export const isKeyCondition = (expression: Expression): expression is KeyCondition => KEY_CONDITIONS.has(expression.op);

/** Conditions by field. */
type Conditions = ReadonlyMap<string, Expression>;

/**
 * The index that serves: the one named, else the first whose partition the fields are, one that has all items before one that may not; else
 * the whole table, if the model allows it. An index by a field that the caller cannot know of is not there for him.
 * @throws Problem `invalid-request` that says which index would serve
 */
export function chooseIndex(
  view: View,
  asked: Conditions,
  named: string | undefined,
  at: Question['at'],
): { readonly index?: string; readonly conditions: readonly Expression[] } {
  const known = Object.entries(view.model.spec.indexes).filter(([, { partition, sort }]) =>
    [...partition, ...sort].every((field) => Object.hasOwn(view.fields, field)),
  );
  const serving = known.flatMap(([index, spec]) => {
    const conditions = named === undefined || named === index ? conditionsOn(spec, asked) : undefined;
    return conditions === undefined ? [] : [{ index, spec, conditions }];
  });
  // An item that lacks a sort key is not in that index: who names none means all items.
  const chosen = serving.find(({ spec }) => spec.sort.every((field) => asked.has(field) || isAlwaysThere(view, field))) ?? serving[0];
  if (chosen !== undefined) {
    requireKeys(chosen.spec, chosen.conditions, at);
    return { index: chosen.index, conditions: chosen.conditions };
  }
  if (named !== undefined) throw invalid(at('index'), `needs ${describe(view.model.spec.indexes[named] as IndexSpec)}`);
  if (view.model.spec.allowScan) return { conditions: [...asked.values()] };
  const noKey = [...asked].find(([, condition]) => !isKeyCondition(condition));
  if (noKey !== undefined) throw invalid(at(noKey[0]), 'is asked what no key of an index can answer: make it a filter');
  throw new Problem('invalid-request', describeMissing(view.model.name, known, [...asked.keys()]));
}

const isAlwaysThere = (view: View, field: string) =>
  (SYSTEM_FIELDS as readonly string[]).includes(field) || view.fields[field]?.required === true;

/** The asked conditions in the order of an index's keys: equality on the whole partition, then on sort keys up to one that is a range. */
function conditionsOn({ partition, sort }: IndexSpec, asked: Conditions): KeyCondition[] | undefined {
  const conditions: KeyCondition[] = [];
  for (const field of partition) {
    const condition = asked.get(field);
    if (condition === undefined || condition.op !== 'eq' || !isKeyCondition(condition)) return undefined;
    conditions.push(condition);
  }
  for (const field of sort) {
    const condition = asked.get(field);
    if (condition === undefined || !isKeyCondition(condition)) break;
    conditions.push(condition);
    if (condition.op !== 'eq') break;
  }
  return conditions.length === asked.size ? conditions : undefined;
}

/** @throws Problem where a value cannot be a key */
function requireKeys({ partition, sort }: IndexSpec, conditions: readonly KeyCondition[], at: Question['at']): void {
  for (const end of ['from', 'to'] as const) {
    const value = (condition: KeyCondition) => (condition.op === 'between' ? condition[end] : condition.value);
    const values = Object.fromEntries(conditions.map((condition) => [condition.path[0], value(condition)]));
    const [fault] = [...textFaults(values, partition, PARTITION_BYTES, 'as a key'), ...textFaults(values, sort, SORT_BYTES, 'as a key')];
    if (fault !== undefined) throw invalid(at(fault.name), fault.detail);
  }
}

const invalid = (pointer: string, detail: string) => new Problem('invalid-request', undefined, { errors: [{ pointer, detail }] });

const describe = ({ partition, sort }: IndexSpec) =>
  `${partition.join(', ')}${sort.length > 0 ? `, and if wanted ${sort.join(', then ')}` : ''}`;

function describeMissing(model: string, known: readonly [string, IndexSpec][], fields: readonly string[]): string {
  const declared = known.map(([name, index]) => `${name} (${describe(index)})`);
  const line =
    fields.length > 0
      ? `indexes: { by${pascal(fields[0] ?? '')}: { partition: ['${fields[0]}'], sort: [${fields.slice(1).map((f) => `'${f}'`)}] } }`
      : '';
  return [
    fields.length > 0 ? `No index of ${model} serves ${fields.join(' and ')}.` : `A list of ${model} needs an index.`,
    declared.length > 0 ? `It has ${declared.join('; ')}.` : 'It has none.',
    `To declare: ${line ? `${line}, or ` : ''}allowScan: true. What an index does not serve can be a filter of what it does.`,
  ].join(' ');
}
