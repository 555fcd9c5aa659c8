import type { Access } from '../../shared/access.js';
import type { Item } from '../../shared/model/item.js';
import type { Model } from '../../shared/model/model.js';
import type { Page } from '../../shared/page.js';
import type { DataContext } from './index.js';
import { openCursor, pageOf } from './reading/cursor-page.js';
import type { Question } from './reading/question.js';
import { includeBudget, listBudget } from './reading/budget.js';
import { fitting } from './reading/fit.js';
import { complete, wholeOf } from './reading/include.js';
import { readPlan } from './reading/include-plan.js';
import { readResults } from './reading/page.js';
import { readQuery } from './reading/query.js';
import { Reads } from './reading/reads.js';

/** Reads one page, the items in the order of the index, each with what is to be included. */
export async function list(context: DataContext, access: Access, model: Model, question: Question): Promise<Page<Item>> {
  access.requireHope(model.ruled, 'list');
  const reads = new Reads(context, access);
  const view = reads.view(model.name);
  const query = readQuery(view, question);
  const plan = readPlan(context.models, model, question);
  const from = await openCursor(reads, view, query);
  const [own, included] = [listBudget(), includeBudget()];
  const results = await readResults(reads, view, query, { limit: query.limit, from, budget: own });
  const items = results.found.map(({ item }) => item);
  const whole = wholeOf(await complete(reads, items, plan, included)).map(({ item }) => item);
  const fit = fitting(whole, own.bytes + included.bytes);
  return pageOf(reads, view, query, results, whole.slice(0, fit), fit < whole.length ? 'size' : 'budget');
}
