import { ALWAYS } from '../../../../lib/manifest/index.js';
import type { AttributeMap } from '../../../shared/dynamodb/index.js';
import { type Item, readItem } from '../../../shared/model/item.js';
import { positionOf } from '../keys.js';
import type { Budget } from './budget.js';
import type { Query } from './query.js';
import type { Reads } from './reads.js';
import { searchFor } from './search.js';
import { sizeOf } from './size.js';
import type { View } from './view.js';

/** Items read at once where some of them may be left out: no fewer than a page may have. Each further read is twice as large. */
const SIFTED = 100;

export interface Found {
  /** As the caller sees it. */
  readonly item: Item;
  /** Where in the index it stands: to go on behind it. Few are ever asked. */
  position(): AttributeMap;
}

/** Where reading goes on: behind a position, or, null, from the beginning. */
export type Position = AttributeMap | null;

/** What was found, in the order of the index. */
export interface Results {
  readonly found: readonly Found[];
  /** Absent at the end. */
  readonly next?: Position;
  /** Why there are fewer than asked for, where more may follow. */
  readonly stopped?: 'budget';
}

/**
 * Reads on until so many results are found or the budget is spent. Results are counted: what the rules or the filter leave out does not
 * count, it is read over.
 *
 * Full results go on only where another follows: by going on for any item a caller could find out, range by range, the keys of those that
 * he may not read. What he learns all the same is where a whole budget was spent on them.
 */
export async function readResults(
  reads: Reads,
  view: View,
  query: Query,
  { limit, from, budget }: { readonly limit: number; readonly from?: Position; readonly budget: Budget },
): Promise<Results> {
  const search = searchFor(reads, view, query);
  if (!search.isPossible) return { found: [] };
  const { model } = view;
  const found: Found[] = [];
  let position = from ?? undefined;
  // Where nothing is left out, no more than the results need be read.
  let most = search.isSure ? limit : SIFTED;
  while (!budget.spent) {
    budget.request();
    const { Items = [], LastEvaluatedKey } = await search.read(position, most);
    const bytes = Items.reduce((sum, attributes) => sum + sizeOf(attributes), 0);
    budget.read(bytes);
    const items = Items.map((attributes) => readItem(model, attributes, reads.context.now()));
    reads.keep(model, items);
    const seen = await reads.see(view, search.isSure ? ALWAYS : search.sought, items);
    for (const [i, attributes] of Items.entries()) {
      const item = seen[i];
      if (item === undefined) continue;
      if (found.length === limit) return { found, next: found.at(-1)?.position() };
      found.push({ item, position: () => positionOf(model, search.index, attributes) });
    }
    if (LastEvaluatedKey === undefined) return { found };
    if (search.isSure && found.length === limit) return { found, next: found.at(-1)?.position() };
    position = LastEvaluatedKey;
    most = Math.max(SIFTED, Math.min(most * 2, Math.floor((budget.left * Items.length) / Math.max(1, bytes))));
  }
  return { found, next: position ?? null, ...(found.length < limit && { stopped: 'budget' }) };
}
