import { adminAccess } from '../../shared/access.js';
import { inParallel } from '../../shared/in-parallel.js';
import type { AttributeMap } from '../../shared/dynamodb/index.js';
import type { Item } from '../../shared/model/item.js';
import { CASCADES, DELETED, EXPIRES } from '../../shared/model/marks.js';
import type { Model } from '../../shared/model/model.js';
import type { Referrer } from '../../shared/model/referrers.js';
import { Problem } from '../../shared/problem.js';
import { TRAIL, type Trail, trailText } from '../../shared/trail.js';
import { childrenOf, markOf } from './children.js';
import { remove, TOMBSTONE_SECONDS } from './delete.js';
import { Placeholders } from './expressions.js';
import type { DataContext } from './index.js';
import { isConditionFailed } from './refusals.js';
import { update } from './update.js';
import { carryOutOne } from './write.js';

/** So many children are seen to in one turn; then others have theirs, since all changes of a shard wait for it. */
const CHILDREN_A_TURN = 500;
const AT_ONCE = 10;

/**
 * Children that were made just before their parent was marked may come into the index a moment later: it has to be empty this long after
 * the mark. New ones are not made: a child looks at its parent when it is written.
 */
const SETTLED_AFTER_MS = 2_000;

/**
 * Sees to what belonged to an item that was deleted: `CASCADES` on its tombstone says that there is something left to do, so whatever dies
 * on the way, it is done in the end. Ends by taking the mark away, or by renewing it: the stream brings that back as the next turn.
 * @param wait lets some milliseconds pass
 */
export async function cascade(
  context: DataContext,
  model: Model,
  tombstone: { readonly id: string; readonly mark: string; readonly trail: Trail },
  wait: (ms: number) => Promise<unknown>,
): Promise<void> {
  const { id, mark, trail } = tombstone;
  const { since, turn } = readMark(mark);
  let left = CHILDREN_A_TURN;
  let seen = 0;
  const cascading = model.referrers.filter(({ onDelete }) => onDelete !== 'restrict');
  for (const referrer of cascading) {
    for await (const children of childrenOf(context, referrer, id)) {
      seen += children.length;
      await inParallel(children, AT_ONCE, (child) => seeTo(context, referrer, child, id, trail));
      left -= children.length;
      if (left <= 0) return renew(context, model, id, mark, markOf(since, turn + 1));
    }
  }
  const unsettled = since + SETTLED_AFTER_MS - context.now();
  if (seen === 0 && unsettled <= 0) return finish(context, model, id, mark);
  // What was deleted may stand in the index for a moment, too: it is looked at once more.
  await wait(Math.max(0, unsettled));
  return renew(context, model, id, mark, markOf(since, turn + 1));
}

/**
 * Marks an item that DynamoDB removed since it had ended, as a delete would have: what belonged to it goes with it.
 * @param version of the item
 */
export async function bury(context: DataContext, model: Model, { id, version }: Item, trail: Trail): Promise<void> {
  const now = context.now();
  try {
    await context.dynamodb.putItem({
      TableName: model.table,
      Item: {
        id: { S: id },
        [DELETED]: { N: String(version + 1) },
        [CASCADES]: { S: markOf(now) },
        ...(trail.length > 0 && { [TRAIL]: { S: trailText(trail) } }),
      },
      ConditionExpression: 'attribute_not_exists(id)',
    });
  } catch (error) {
    // A new one has taken its id: what belongs to that one stays.
    if (!isConditionFailed(error)) throw error;
  }
}

async function seeTo(
  context: DataContext,
  { model: name, field, onDelete }: Referrer,
  child: Item,
  id: string,
  trail: Trail,
): Promise<void> {
  const model = context.models(name);
  const access = adminAccess(trail);
  // By now it may belong to another.
  const options = { if: { [field]: id } };
  const writing =
    onDelete === 'cascade'
      ? remove(context, access, model, child.id, options)
      : update(context, access, model, child.id, { [field]: null }, options);
  try {
    await carryOutOne(writing);
  } catch (error) {
    const done = error instanceof Problem && (error.code === 'not-found' || error.code === 'condition-failed');
    if (!done) throw error;
  }
}

function readMark(mark: string): { since: number; turn: number } {
  const [since, turn] = mark.split('.').map(Number);
  return { since: since ?? 0, turn: turn ?? 0 };
}

const renew = (context: DataContext, model: Model, id: string, mark: string, next: string) =>
  changeMark(context, model, id, mark, { [CASCADES]: { S: next } });

const finish = (context: DataContext, model: Model, id: string, mark: string) =>
  changeMark(context, model, id, mark, { [EXPIRES]: { N: String(Math.ceil(context.now() / 1000) + TOMBSTONE_SECONDS) } });

/** Only from the mark that this turn is of: where it comes twice, the second changes nothing. */
async function changeMark({ dynamodb }: DataContext, { table }: Model, id: string, mark: string, attributes: AttributeMap): Promise<void> {
  const placeholders = new Placeholders();
  const [[name, value]] = Object.entries(attributes) as [[string, AttributeMap[string]]];
  const cascades = placeholders.name(CASCADES);
  const set = `SET ${placeholders.name(name)} = ${placeholders.value(value)}`;
  try {
    await dynamodb.updateItem({
      TableName: table,
      Key: { id: { S: id } },
      UpdateExpression: name === CASCADES ? set : `${set} REMOVE ${cascades}`,
      ConditionExpression: `${cascades} = ${placeholders.value({ S: mark })}`,
      ...placeholders.attributes,
    });
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
  }
}
