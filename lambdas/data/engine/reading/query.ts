import {
  ALWAYS,
  didYouMean,
  type Expression,
  fieldAt,
  type FieldProblem,
  ITEM_PAGE,
  LIST_PARAMETERS,
  order,
  readComparison,
  readFilter,
  readLimit,
  textValue,
} from '../../../../lib/manifest/index.js';
import { Problem } from '../../../shared/problem.js';
import type { View } from './view.js';
import type { Question } from './question.js';
import { chooseIndex } from './indexes.js';

/** What is asked of items, wherever they are found. */
export interface Query {
  /** The declared name; absent for a scan of the table. */
  readonly index?: string;
  /** In the order of the index's keys; of a scan all that was asked of fields. */
  readonly conditions: readonly Expression[];
  readonly filter: Expression;
  readonly descending: boolean;
}

/** A list's question, understood. */
export interface ListQuery extends Query {
  readonly limit: number;
  readonly cursor?: string;
}

/** The members of a question that are no field; `include` is read apart. */
export type Parameter = (typeof LIST_PARAMETERS)[number];

/**
 * Reads a question: which index, what its keys are, what else the items must be.
 * @param parameters those that this call knows
 * @throws Problem `invalid-request` that names each part that is wrong, or the index that would serve
 */
export function readQuery(view: View, { members, at }: Question, parameters: readonly Parameter[] = LIST_PARAMETERS): ListQuery {
  const faults: FieldProblem[] = [];
  const fault = (detail: string, ...path: string[]) => faults.push({ pointer: at(...path), detail });
  const said = (name: Parameter) => (parameters.includes(name) && Object.hasOwn(members, name) ? (members[name] ?? undefined) : undefined);
  const { model } = view;

  const limit = readLimit(said('limit') === undefined ? undefined : String(said('limit')), ITEM_PAGE);
  if (limit === undefined) fault(`must be a number from 1 to ${ITEM_PAGE.most}`, 'limit');
  const cursor = said('cursor');
  if (cursor !== undefined && typeof cursor !== 'string') fault('must be the cursor of a page', 'cursor');
  const ordered = said('order');
  if (ordered !== undefined && ordered !== 'asc' && ordered !== 'desc') fault('must be asc or desc', 'order');
  const index = said('index');
  const names = Object.keys(model.spec.indexes);
  if (index !== undefined && !names.includes(String(index)))
    fault(`is not an index of ${model.name}${didYouMean(String(index), names)}`, 'index');
  const filter =
    said('filter') === undefined ? undefined : readFilter(view.fields, said('filter'), { at: at('filter'), me: view.access.owner });
  if (filter) faults.push(...filter.errors);

  const asked = new Map<string, Expression>();
  for (const [name, value] of Object.entries(members)) {
    if (value === undefined || value === null || (parameters as readonly string[]).includes(name)) continue;
    readConditions(view, name, value, asked, fault);
  }
  if (limit === undefined || faults.length > 0) throw new Problem('invalid-request', undefined, { errors: faults });

  const chosen = chooseIndex(view, asked, index as string | undefined, at);
  if (chosen.index === undefined && ordered !== undefined)
    throw new Problem('invalid-request', undefined, { errors: [{ pointer: at('order'), detail: 'needs an index: a scan has no order' }] });
  return { ...chosen, filter: filter?.expression ?? ALWAYS, descending: ordered === 'desc', limit, cursor: cursor as string | undefined };
}

type Fault = (detail: string, ...path: string[]) => void;

/** What is asked of one field: a value, or comparisons as in `{ "ge": 1, "le": 5 }`. */
function readConditions(view: View, name: string, value: unknown, asked: Map<string, Expression>, fault: Fault): void {
  const found = fieldAt(view.fields, name);
  if (typeof found === 'string') return void fault(found, name);
  const compared = typeof value === 'object' && !Array.isArray(value);
  for (const [op, operand] of Object.entries(compared ? (value as object) : { eq: value })) {
    const problems: { pointer: string; detail: string }[] = [];
    const meant = name === 'owner' && operand === 'me' ? ownerOf(view) : textValue(found.field, operand);
    const expression = readComparison(found.field, found.path, op, meant, problems);
    const joined = expression && join(asked.get(name), expression);
    const detail = problems[0]?.detail ?? (typeof joined === 'string' ? joined : undefined);
    if (detail !== undefined) fault(detail, name, ...(compared && op !== 'eq' ? [op] : []));
    else asked.set(name, joined as Expression);
  }
}

function ownerOf({ access }: View): string {
  if (access.owner === undefined) throw new Problem('unauthenticated', 'Only who is signed in owns anything.');
  return access.owner;
}

/** Two conditions on one field as one: DynamoDB takes one a key, of which "between" is inclusive at both ends and in their order. */
function join(first: Expression | undefined, second: Expression): Expression | string {
  if (first !== undefined) {
    const low = [first, second].find(({ op }) => op === 'ge');
    const high = [first, second].find(({ op }) => op === 'le');
    if (low?.op !== 'ge' || high?.op !== 'le') return 'cannot be joined with the other condition on this field; only ge and le can';
    return join(undefined, { op: 'between', path: low.path, from: low.value, to: high.value });
  }
  const reversed = second.op === 'between' && order(second.from, second.to) > 0;
  return reversed ? 'leaves nothing: where it begins is above where it ends' : second;
}
