import { didYouMean, type FieldProblem, ITEM_PAGE, readLimit, type RelationSpec } from '../../../../lib/manifest/index.js';
import type { Model, Models } from '../../../shared/model/model.js';
import { Problem } from '../../../shared/problem.js';
import type { Question } from './question.js';

/** Relations of relations, at most. */
export const MAX_INCLUDE_DEPTH = 2;

/** What is to be read with an item, by one relation. */
export interface Included {
  /** The relation's name, and the member of the answer. */
  readonly name: string;
  readonly relation: RelationSpec;
  readonly limit: number;
  readonly descending: boolean;
  readonly plan: Plan;
}

export type Plan = readonly Included[];

type Fault = (detail: string, ...path: string[]) => void;

/**
 * Reads what is to be included: `{ "comments": { "limit": 10, "order": "desc", "include": { "author": true } } }`.
 * @throws Problem `invalid-request` that names each part that is wrong
 */
export function readPlan(models: Models, model: Model, { members, at }: Question): Plan {
  const faults: FieldProblem[] = [];
  const plan = readLevel(models, model, members.include, 1, (detail, ...path) => faults.push({ pointer: at('include', ...path), detail }));
  if (faults.length > 0) throw new Problem('invalid-request', undefined, { errors: faults });
  return plan;
}

function readLevel(models: Models, model: Model, input: unknown, depth: number, fault: Fault): Plan {
  if (input === undefined || input === null) return [];
  if (!isRecord(input)) {
    fault('must be an object of relations');
    return [];
  }
  if (depth > MAX_INCLUDE_DEPTH) {
    fault(`is deeper than ${MAX_INCLUDE_DEPTH} levels`);
    return [];
  }
  const relations = model.spec.relations ?? {};
  return Object.entries(input).flatMap(([name, options]) => {
    const inner: Fault = (detail, ...path) => fault(detail, name, ...path);
    const relation = Object.hasOwn(relations, name) ? relations[name] : undefined;
    if (relation === undefined) {
      inner(`is not a relation of ${model.name}${didYouMean(name, Object.keys(relations))}`);
      return [];
    }
    if (options === false || options === null || options === undefined) return [];
    if (options !== true && !isRecord(options)) {
      inner('must be true or an object');
      return [];
    }
    const said = options === true ? {} : options;
    return [
      {
        name,
        relation,
        ...readOptions(relation, said, inner),
        plan: readLevel(models, models(relation.model), said.include, depth + 1, within(inner, 'include')),
      },
    ];
  });
}

const within =
  (fault: Fault, name: string): Fault =>
  (detail, ...path) =>
    fault(detail, name, ...path);

/** A list has an order and an end, one item has neither. */
function readOptions(
  { kind }: RelationSpec,
  said: Readonly<Record<string, unknown>>,
  fault: Fault,
): Pick<Included, 'limit' | 'descending'> {
  const isList = kind === 'hasMany' || kind === 'manyToMany';
  const known = [...(isList ? ['limit', 'order'] : []), 'include'];
  for (const name of Object.keys(said)) if (!known.includes(name)) fault(`is not known here; there is ${known.join(', ')}`, name);
  const limit = readLimit(said.limit === undefined ? undefined : String(said.limit), ITEM_PAGE);
  if (isList && limit === undefined) fault(`must be a number from 1 to ${ITEM_PAGE.most}`, 'limit');
  if (isList && said.order !== undefined && said.order !== 'asc' && said.order !== 'desc') fault('must be asc or desc', 'order');
  return { limit: isList ? (limit ?? 1) : 1, descending: said.order === 'desc' };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
