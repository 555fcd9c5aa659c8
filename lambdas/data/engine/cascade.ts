import type { Referrer } from '../../../lib/manifest/index.js';
import { adminAccess } from '../../shared/access.js';
import type { AttributeMap } from '../../shared/dynamodb/index.js';
import { inParallel } from '../../shared/in-parallel.js';
import { describeError } from '../../shared/log.js';
import type { Item } from '../../shared/model/item.js';
import { CASCADES, DELETED, EXPIRES } from '../../shared/model/marks.js';
import type { Model } from '../../shared/model/model.js';
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

/** A turn that fails is postponed; from so long after the mark, what fails is for whoever calls to see. */
const POSTPONED_FOR_MS = 60 * 60 * 1_000;
const POSTPONED_BY_MS = 2_000;

/** What a cascade needs of those who call it. */
export interface Surroundings {
  /** Lets some milliseconds pass. */
  wait(ms: number): Promise<unknown>;
  /** Hears of what was left as it is, and of what is postponed. */
  report(message: string, about: object): void;
}

interface Tombstone {
  readonly id: string;
  readonly mark: string;
  readonly trail: Trail;
}

/**
 * Sees to what belonged to an item that was deleted: `CASCADES` on its tombstone says that there is something left to do, so whatever dies
 * on the way, it is done in the end. Ends by taking the mark away, or by renewing it: the stream brings that back as the next turn.
 *
 * So does a turn that fails: of the record that brought it nothing is left to be done, and the changes beside it do not come twice.
 */
export async function cascade(context: DataContext, model: Model, tombstone: Tombstone, surroundings: Surroundings): Promise<void> {
  const { id, mark } = tombstone;
  const { since, turn } = readMark(mark);
  try {
    await takeTurn(context, model, tombstone, surroundings);
  } catch (error) {
    if (context.now() > since + POSTPONED_FOR_MS) throw error;
    await surroundings.wait(POSTPONED_BY_MS);
    await renew(context, model, id, mark, markOf(since, turn + 1));
    surroundings.report('what belonged to a deleted item could not be seen to: it is tried again', {
      model: model.name,
      id,
      error: describeError(error),
    });
  }
}

async function takeTurn(context: DataContext, model: Model, { id, mark, trail }: Tombstone, { wait, report }: Surroundings): Promise<void> {
  const { since, turn } = readMark(mark);
  let seen = 0;
  for (const referrer of cascadingTo(model)) {
    for await (const children of childrenOf(context, referrer, id)) {
      await inParallel(children, AT_ONCE, async (child) => {
        const refusal = await seeTo(context, referrer, child, id, trail);
        if (refusal === undefined) seen++;
        else report('what belonged to a deleted item is left: it cannot be written', left(referrer, child, refusal));
      });
      if (seen >= CHILDREN_A_TURN) return renew(context, model, id, mark, markOf(since, turn + 1));
    }
  }
  const unsettled = since + SETTLED_AFTER_MS - context.now();
  if (seen === 0 && unsettled <= 0) return finish(context, model, id, mark);
  // What was deleted may stand in the index for a moment, too: it is looked at once more.
  await wait(Math.max(0, unsettled));
  return renew(context, model, id, mark, markOf(since, turn + 1));
}

const cascadingTo = (model: Model) => model.referrers.filter(({ onDelete }) => onDelete !== 'restrict');

const left = ({ model, onDelete }: Referrer, { id }: Item, { code, detail, details }: Problem) => ({
  model,
  id,
  onDelete,
  reason: code,
  detail,
  errors: details.errors,
});

/**
 * Looks once more when the tombstone itself is removed: for what an index had not told in time, and for what was left. What is there is
 * seen to as after a delete.
 * @param version of the tombstone
 */
export async function sweep(context: DataContext, model: Model, tombstone: Pick<Item, 'id' | 'version'>, trail: Trail): Promise<void> {
  for (const referrer of cascadingTo(model)) {
    for await (const children of childrenOf(context, referrer, tombstone.id)) {
      if (children.length > 0) return bury(context, model, tombstone, trail);
    }
  }
}

/**
 * Marks an item that DynamoDB removed since it had ended, as a delete would have: what belonged to it goes with it.
 * @param version of the item
 */
export async function bury(context: DataContext, model: Model, { id, version }: Pick<Item, 'id' | 'version'>, trail: Trail): Promise<void> {
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

/** @returns why it cannot be done, whenever it is tried */
async function seeTo(
  context: DataContext,
  { model: name, field, onDelete }: Referrer,
  child: Item,
  id: string,
  trail: Trail,
): Promise<Problem | undefined> {
  const model = context.models(name);
  const access = adminAccess(trail);
  // By now it may belong to another.
  const options = { if: { [field]: id } };
  try {
    await carryOutOne(
      onDelete === 'cascade'
        ? remove(context, access, model, child.id, options)
        : update(context, access, model, child.id, { [field]: null }, options),
    );
    return undefined;
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500 || error.code === 'too-many-requests') throw error;
    const isDone = error.code === 'not-found' || error.code === 'condition-failed';
    return isDone ? undefined : error;
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
