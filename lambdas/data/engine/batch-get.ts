import { type FieldProblem, MAX_IDS } from '../../../lib/manifest/index.js';
import type { Access } from '../../shared/access.js';
import { type Item, readItem } from '../../shared/model/item.js';
import type { Model } from '../../shared/model/model.js';
import { Problem } from '../../shared/problem.js';
import type { DataContext } from './index.js';
import { type Question, requireMembers } from './reading/question.js';
import { includeBudget } from './reading/budget.js';
import { fitting } from './reading/fit.js';
import { complete, wholeOf } from './reading/include.js';
import { readPlan } from './reading/include-plan.js';
import { readMany } from './reading/read-many.js';
import { Reads } from './reading/reads.js';
import { sizeOf } from './reading/size.js';

export interface BatchGot {
  /** In the order in which they were asked for, each once. */
  readonly items: readonly Item[];
  /** Ids of what is not there, or not for the caller. */
  readonly missing: readonly string[];
  /** Ids that were not come to, since DynamoDB is busy or the answer is full: to be asked for again. */
  readonly unprocessed?: readonly string[];
}

/** Items by their ids, all writes before included. */
export async function batchGet(context: DataContext, access: Access, model: Model, question: Question): Promise<BatchGot> {
  access.requireHope(model.ruled, 'get');
  requireMembers(question, ['ids', 'include']);
  const ids = readIds(question);
  const plan = readPlan(context.models, model, question);
  const reads = new Reads(context, access);
  const view = reads.view(model.name);

  const { found, unprocessed } = await readMany(context, model, ids);
  const processed = ids.filter((id) => !unprocessed.includes(id));
  const stored = processed.map((id) => readItem(model, found.get(id), context.now()));
  reads.keep(model, stored);
  const seen = await reads.see(view, view.got, stored);
  const items = seen.filter((item) => item !== undefined);
  const budget = includeBudget();
  const completed = wholeOf(await complete(reads, items, plan, budget)).map(({ item }) => item);
  let bytes = budget.bytes;
  for (const attributes of found.values()) bytes += sizeOf(attributes);
  const kept = completed.slice(0, fitting(completed, bytes));
  const left = [...unprocessed, ...items.slice(kept.length).map(({ id }) => id)];
  return {
    items: kept,
    missing: processed.filter((_, i) => seen[i] === undefined),
    ...(left.length > 0 && { unprocessed: left }),
  };
}

/** @throws Problem `invalid-request` */
function readIds({ members: { ids }, at }: Question): string[] {
  if (!Array.isArray(ids) || ids.length === 0 || ids.length > MAX_IDS)
    throw invalid([{ pointer: at('ids'), detail: `must be a list of 1 to ${MAX_IDS} ids` }]);
  const faults = ids.flatMap((id, i) => (typeof id === 'string' ? [] : [{ pointer: at('ids', String(i)), detail: 'must be an id' }]));
  if (faults.length > 0) throw invalid(faults);
  return [...new Set<string>(ids)];
}

const invalid = (errors: readonly FieldProblem[]) => new Problem('invalid-request', undefined, { errors });
