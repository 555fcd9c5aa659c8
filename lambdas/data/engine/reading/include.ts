import { ALWAYS, type RelationSpec } from '../../../../lib/manifest/index.js';
import type { Item } from '../../../shared/model/item.js';
import type { Page } from '../../../shared/page.js';
import { inParallel } from '../../../shared/in-parallel.js';
import { pageOf } from './cursor-page.js';
import { type Budget, listBudget } from './budget.js';
import type { Included, Plan } from './include-plan.js';
import { readResults, type Results } from './page.js';
import type { Query } from './query.js';
import type { Reads } from './reads.js';
import type { View } from './view.js';

/** Queries at once: as many as a client of DynamoDB keeps connections. */
const AT_ONCE = 50;

/** An item with what its relations name. */
export interface Completed {
  readonly item: Item;
  /** Whether no list of it ended for the budget. */
  readonly whole: boolean;
}

/**
 * Items with what a plan includes: level by level, each level for all items at once. The queries of a level are one round trip, and so are
 * the items that a level finds by their ids. What the rules of the other model hide is left out, as if it were not there.
 */
export async function complete(reads: Reads, items: readonly Item[], plan: Plan, budget: Budget): Promise<Completed[]> {
  if (plan.length === 0 || items.length === 0) return items.map((item) => ({ item, whole: true }));
  const members = await Promise.all(plan.map((included) => MEMBERS[included.relation.kind](reads, items, included, budget)));
  return items.map((item, i) => {
    const joined: Record<string, unknown> & Item = { ...item };
    let whole = true;
    for (const [k, { name }] of plan.entries()) {
      const member = members[k]?.[i];
      if (member?.value !== undefined) joined[name] = member.value;
      whole &&= member?.whole ?? true;
    }
    return { item: joined, whole };
  });
}

/** What is included in one item by one relation. */
interface Member {
  readonly value?: unknown;
  readonly whole: boolean;
}

/** For each of some items, in their order. */
type ReadMembers = (reads: Reads, items: readonly Item[], included: Included, budget: Budget) => Promise<Member[]>;

const MEMBERS: Readonly<Record<RelationSpec['kind'], ReadMembers>> = {
  belongsTo(reads, items, { relation, plan }, budget) {
    const ids = items.map((item) => item[relation.field]);
    return readOthers(reads, reads.view(relation.model), ids, plan, budget);
  },

  async hasOne(reads, items, included, budget) {
    const lists = await readChildren(reads, items, included, budget);
    return lists.map(({ children }) => memberOf(children[0]));
  },

  async hasMany(reads, items, included, budget) {
    const view = reads.view(included.relation.model);
    const lists = await readChildren(reads, items, included, budget);
    return Promise.all(
      lists.map(async ({ query, results, children }) => {
        const kept = wholeOf(children).map(({ item }) => item);
        return listMember(await pageOf(reads, view, query, results, kept, 'budget'), budget);
      }),
    );
  },

  async manyToMany(reads, items, included, budget) {
    const { relation, plan } = included;
    if (relation.kind !== 'manyToMany') return [];
    const view = reads.view(relation.through);
    const lists = await readLists(reads, view, items, included, budget);
    const ids = lists.flatMap(({ results }) => results.found.map(({ item }) => item[relation.otherField]));
    const others = await readOthers(reads, reads.view(relation.model), ids, plan, budget);
    let end = 0;
    return Promise.all(
      lists.map(async ({ query, results }) => {
        const start = end;
        end += results.found.length;
        const linked = others.slice(start, end);
        const left = linked.findIndex(({ whole }) => !whole);
        const kept = left === -1 ? linked : linked.slice(0, Math.max(1, left));
        const items = kept.flatMap(({ value }) => (value === undefined ? [] : [value as Item]));
        return listMember({ ...(await pageOf(reads, view, query, upTo(results, kept.length))), items }, budget);
      }),
    );
  },
};

/** The first of some results; the others are left for the budget. */
function upTo(results: Results, length: number): Results {
  if (length >= results.found.length) return results;
  const found = results.found.slice(0, length);
  return { found, next: found.at(-1)?.position(), stopped: 'budget' };
}

const memberOf = (completed: Completed | undefined): Member =>
  completed === undefined ? { whole: true } : { value: completed.item, whole: completed.whole };

/** A list that ended early is whole all the same, unless nothing was left for it. */
const listMember = (page: Page<Item>, budget: Budget): Member => ({ value: page, whole: page.stopped === undefined || !budget.spent });

/** The first items up to one that is not whole; of those that begin with such a one, it alone: whoever asks gets on. */
export function wholeOf(completed: readonly Completed[]): readonly Completed[] {
  const end = completed.findIndex(({ whole }) => !whole);
  return end === -1 ? completed : completed.slice(0, Math.max(1, end));
}

/**
 * Items by their ids, as the caller gets them one by one, each with what is included in turn: for each id its item. What is named more than
 * once is read once, but charged as often as it will be in the answer; what the budget does not suffice for is not whole.
 */
async function readOthers(reads: Reads, view: View, ids: readonly unknown[], plan: Plan, budget: Budget): Promise<Member[]> {
  const distinct = [...new Set(ids.filter((id) => typeof id === 'string'))];
  const charged = new Set<unknown>(distinct.filter((id) => !reads.knows(view.model, id)));
  const known = await reads.many(view.model, distinct, budget);
  const seen = await reads.see(
    view,
    view.got,
    distinct.map((id) => known.get(id)),
  );
  const completed = await complete(
    reads,
    seen.filter((item) => item !== undefined),
    plan,
    budget,
  );
  const others = new Map<unknown, Completed>(completed.map((each) => [each.item.id, each]));
  const sizes = new Map<unknown, number>();
  return ids.map((id) => {
    const other = others.get(id);
    if (other === undefined) return { whole: typeof id !== 'string' || known.has(id) };
    // Once it was charged when it was read.
    if (charged.delete(id)) return memberOf(other);
    if (budget.spent) return { value: other.item, whole: false };
    const size = sizes.get(id) ?? Buffer.byteLength(JSON.stringify(other.item));
    sizes.set(id, size);
    const fits = size <= budget.left;
    budget.read(size);
    return { value: other.item, whole: other.whole && fits };
  });
}

/** For each item its list, and what the plan includes in those of all lists. */
async function readChildren(reads: Reads, items: readonly Item[], included: Included, budget: Budget) {
  const view = reads.view(included.relation.model);
  const lists = await readLists(reads, view, items, included, budget);
  const children = lists.flatMap(({ results }) => results.found.map(({ item }) => item));
  const completed = await complete(reads, children, included.plan, budget);
  let end = 0;
  return lists.map((list) => {
    const start = end;
    end += list.results.found.length;
    return { ...list, children: completed.slice(start, end) };
  });
}

/** For each item those that hold its id, found by their index. */
function readLists(
  reads: Reads,
  view: View,
  items: readonly Item[],
  { relation, limit, descending }: Included,
  budget: Budget,
): Promise<{ readonly query: Query; readonly results: Results }[]> {
  return inParallel(items, AT_ONCE, async (item) => {
    const index = relation.kind === 'belongsTo' ? undefined : relation.index;
    const query: Query = { index, conditions: [{ op: 'eq', path: [relation.field], value: item.id }], filter: ALWAYS, descending };
    return { query, results: await readResults(reads, view, query, { limit, budget: listBudget(budget) }) };
  });
}
