import type { Access } from '../../shared/access.js';
import type { AttributeMap } from '../../shared/dynamodb/index.js';
import { type Item, readItem } from '../../shared/model/item.js';
import type { Model } from '../../shared/model/model.js';
import type { DataContext } from './index.js';
import { isId } from './keys.js';
import type { Question } from './reading/question.js';
import { includeBudget } from './reading/budget.js';
import { fitting } from './reading/fit.js';
import { complete } from './reading/include.js';
import { readPlan } from './reading/include-plan.js';
import { Reads } from './reading/reads.js';
import { notFound } from './refusals.js';

/** An item by its id, all writes before included, with what is to be included. */
export async function get(context: DataContext, access: Access, model: Model, id: string, question: Question): Promise<Item> {
  access.requireHope(model.ruled, 'get');
  const plan = readPlan(context.models, model, question);
  const reads = new Reads(context, access);
  const view = reads.view(model.name);
  const item = readItem(model, await readAttributes(context, model, id), context.now());
  reads.keep(model, [item]);
  const [seen] = await reads.see(view, view.got, [item]);
  if (seen === undefined) throw notFound();
  if (plan.length === 0) return seen;
  const budget = includeBudget();
  const completed = (await complete(reads, [seen], plan, budget)).map((each) => each.item);
  fitting(completed, budget.bytes);
  return completed[0] as Item;
}

/** What is stored under an id now, all writes before included. */
export async function readAttributes(
  { dynamodb }: Pick<DataContext, 'dynamodb'>,
  model: Model,
  id: string,
): Promise<AttributeMap | undefined> {
  if (!isId(id)) return undefined;
  return (await dynamodb.getItem({ TableName: model.table, Key: { id: { S: id } }, ConsistentRead: true })).Item;
}
