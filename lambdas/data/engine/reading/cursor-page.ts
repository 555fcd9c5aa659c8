import type { Item } from '../../../shared/model/item.js';
import type { Page } from '../../../shared/page.js';
import type { Position, Results } from './page.js';
import type { ListQuery, Query } from './query.js';
import type { Reads } from './reads.js';
import type { View } from './view.js';

/** What a cursor is good for: the same question of the same caller. */
const goodFor = ({ access, model }: View, { index, descending, conditions, filter }: Query) => [
  access.identity,
  model.name,
  index,
  descending,
  conditions,
  filter,
];

export const sealCursor = ({ context }: Reads, view: View, query: Query, at: Position): Promise<string> =>
  context.cursors.seal(at, goodFor(view, query));

/** @throws Problem `invalid-request` where it is the cursor of another question, or of another caller */
export async function openCursor({ context }: Reads, view: View, query: ListQuery): Promise<Position | undefined> {
  return query.cursor === undefined ? undefined : ((await context.cursors.open(query.cursor, goodFor(view, query))) as Position);
}

/**
 * A page of some results, with a cursor where more may follow.
 * @param items as they are answered: the results, or, where not all fit, the first of them
 * @param stopped why there are not all
 */
export async function pageOf(
  reads: Reads,
  view: View,
  query: Query,
  { found, next, stopped }: Results,
  items: readonly Item[] = found.map(({ item }) => item),
  cut?: Page<Item>['stopped'],
): Promise<Page<Item>> {
  const isCut = items.length < found.length;
  const at = isCut ? (found[items.length - 1]?.position() ?? null) : next;
  const why = isCut ? cut : stopped;
  return {
    items,
    ...(at !== undefined && { cursor: await sealCursor(reads, view, query, at) }),
    ...(why !== undefined && { stopped: why }),
  };
}
