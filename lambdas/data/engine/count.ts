import type { Access } from '../../shared/access.js';
import type { Model } from '../../shared/model/model.js';
import type { DataContext } from './index.js';
import { openCursor, sealCursor } from './reading/cursor-page.js';
import type { Question } from './reading/question.js';
import { listBudget } from './reading/budget.js';
import { type Position, readResults } from './reading/page.js';
import { readQuery } from './reading/query.js';
import { Reads } from './reading/reads.js';
import { type Search, searchFor } from './reading/search.js';

export interface Counted {
  /** Of what was looked at: the whole, or from the cursor on. */
  readonly count: number;
  /** Whether nothing was left to look at. */
  readonly complete: boolean;
  /** Where to go on; the counts add up. */
  readonly cursor?: string;
}

/**
 * Counts what a list would give, all pages of it. Where the rules are the same for all that the index finds and there is no filter,
 * DynamoDB counts; else each item is read, so that nobody learns of one that he could not get.
 */
export async function count(context: DataContext, access: Access, model: Model, question: Question): Promise<Counted> {
  access.requireHope(model.ruled, 'list');
  const reads = new Reads(context, access);
  const view = reads.view(model.name);
  const query = readQuery(view, question, ['index', 'filter', 'cursor']);
  const from = await openCursor(reads, view, query);
  const search = searchFor(reads, view, query);
  const counted = search.isSure
    ? await countAll(search, from)
    : await readResults(reads, view, query, { limit: Number.POSITIVE_INFINITY, from, budget: listBudget() }).then(({ found, next }) => ({
        count: found.length,
        next,
      }));
  return {
    count: counted.count,
    complete: counted.next === undefined,
    ...(counted.next !== undefined && { cursor: await sealCursor(reads, view, query, counted.next) }),
  };
}

/** As many requests as a list may cost, each of up to 1 MB that never leaves DynamoDB. */
async function countAll(search: Search, from: Position | undefined): Promise<{ count: number; next?: Position }> {
  const budget = listBudget();
  let position = from ?? undefined;
  let total = 0;
  while (!budget.spent) {
    budget.request();
    const { Count, LastEvaluatedKey } = await search.count(position);
    total += Count;
    if (LastEvaluatedKey === undefined) return { count: total };
    position = LastEvaluatedKey;
  }
  return { count: total, next: position ?? null };
}
