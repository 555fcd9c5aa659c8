import type { Access } from '../../shared/access.js';
import type { AttributeMap } from '../../shared/dynamodb/index.js';
import { attributesOf, type Item, readItem, type Stored } from '../../shared/model/item.js';
import { CASCADES, DELETED, EXPIRES } from '../../shared/model/marks.js';
import type { Model } from '../../shared/model/model.js';
import { Problem } from '../../shared/problem.js';
import { TRAIL, trailText } from '../../shared/trail.js';
import { type Intent, intend, judge, type PartOptions } from './writing/intent.js';
import { claims } from './writing/claims.js';
import { isRestricted, markOf } from './children.js';
import type { DataContext } from './index.js';
import { unchanged } from './writing/looks.js';
import { type Action, isReplay, type Plan, type Writing } from './writing/plan.js';
import { UpdateRequest } from './writing/update-request.js';
import { remember, rememberSurely, unseen } from './writing/idempotency.js';
import { conditionOn, requiredOf } from './writing/unread.js';

/**
 * What a tombstone lasts, in seconds. By it a delete that comes again is known, and a create that comes late does not bring the item back:
 * both within the 10 minutes of a key. The rest is for clients that come back and ask what is gone.
 */
export const TOMBSTONE_SECONDS = 7 * 24 * 3600;

/**
 * Leaves a tombstone in the place of an item: its id and version, the write, no field and so no place in an index. Where others belong to
 * the item its tombstone is marked: they are seen to from there.
 */
export function remove(context: DataContext, access: Access, model: Model, id: string, options: PartOptions): Writing {
  const intent = intend(context, access, model, id, 'delete', undefined, options);
  return {
    intent,
    bare: true,
    unread: () => unread(intent),
    async plan(stored) {
      const judged = await judge(intent, stored);
      if (isReplay(judged)) return judged;
      const { item, looks } = judged;
      if (await isRestricted(context, model, id)) throw new Problem('in-use');
      return buried(
        intent,
        item.version,
        rememberSurely(stored.attributes, intent.write, context.now()),
        (request) => request.require(unchanged(stored, request.placeholders)),
        item,
        looks,
      );
    },
    told: (item) => item,
  };
}

/** Whether there was an item that has ended, and that DynamoDB has not removed yet. */
export const hasEnded = ({ item, attributes }: Stored): boolean =>
  item === undefined && attributes !== undefined && !(DELETED in attributes);

/** Does with an item that has ended what a delete does: what belonged to it goes with it, and not over to one that takes its id. */
export function removeEnded(intent: Intent): Writing {
  const { model } = intent;
  return {
    intent,
    bare: true,
    async plan(stored) {
      if (!hasEnded(stored)) return { replayed: true };
      const asItWas = readItem(model, stored.attributes, 0);
      return buried(intent, stored.version, {}, (request) => request.require(unchanged(stored, request.placeholders)), asItWas);
    },
    told: (item) => item,
  };
}

/** Where the version is asked for, what must hold is the condition of the one call; a value that the item has alone it would have to be read for. */
function unread(intent: Intent): Plan | undefined {
  const { context, model, write, ifVersion } = intent;
  const required = requiredOf(intent);
  if (typeof ifVersion !== 'number' || ifVersion === 0 || required === undefined || model.uniques.length > 0) return undefined;
  if (model.referrers.some(({ onDelete }) => onDelete === 'restrict')) return undefined;
  return buried(intent, ifVersion, remember(ifVersion + 1, write), (request) => {
    request.require(conditionOn(intent, required, context.now(), request.placeholders));
    request.require(unseen(write, request.placeholders));
  });
}

function buried(
  { context, access, model, id }: Intent,
  version: number,
  memory: AttributeMap,
  conditions: (request: UpdateRequest) => void,
  item?: Item,
  looks: readonly Action[] = [],
): Plan {
  const now = context.now();
  const request = new UpdateRequest();
  const tombstone = {
    [DELETED]: { N: String(version + 1) },
    ...(model.cascades ? { [CASCADES]: { S: markOf(now) } } : { [EXPIRES]: { N: String(Math.ceil(now / 1000) + TOMBSTONE_SECONDS) } }),
    ...memory,
    ...(access.trail && { [TRAIL]: { S: trailText(access.trail) } }),
  };
  const fields = model.fields.filter((field) => field !== 'id').flatMap((field) => attributesOf(model, field));
  request.assign(new Set([...fields, TRAIL, ...Object.keys(tombstone)]), tombstone);
  conditions(request);
  const beside = item === undefined ? [] : claims(model, id, item, undefined, now);
  return {
    actions: [{ request: { Update: request.build(model.table, id) } }, ...beside, ...looks],
    removes: true,
    remembered: 'surely',
  };
}
