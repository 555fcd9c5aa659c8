import { checkReplace } from '../../../lib/manifest/index.js';
import type { Access } from '../../shared/access.js';
import type { Stored } from '../../shared/model/item.js';
import type { Model } from '../../shared/model/model.js';
import { Problem } from '../../shared/problem.js';
import { uuidv7 } from '../../shared/uuid.js';
import { makes } from './create.js';
import type { DataContext } from './index.js';
import { taken } from './refusals.js';
import { changed } from './writing/changed.js';
import { type Intent, intend, seen, type PartOptions } from './writing/intent.js';
import type { Plan, Replay, Writing } from './writing/plan.js';
import { revealing } from './writing/revealing.js';
import { written } from './writing/told.js';
import { hasSeen, isKept } from './writing/idempotency.js';

/** Gives an item that is there other values altogether. What the caller cannot set, change or see stays. */
export function replace(context: DataContext, access: Access, model: Model, id: string, input: unknown, options: PartOptions): Writing {
  const intent = intend(context, access, model, id, 'update', ['replace', input], options);
  return { intent, plan: (stored) => replaced(intent, stored, input), told: (item) => written(model, input, item) };
}

/** Replaces the item where there is one, and else makes it. */
export function upsert(context: DataContext, access: Access, model: Model, id: string, input: unknown, options: PartOptions): Writing {
  access.requireHope(model.ruled, 'create');
  const intent = intend(context, access, model, id, 'update', ['upsert', input], options);
  const made = makes({ ...intent, operation: 'create' }, input);
  return {
    intent,
    async plan(stored) {
      const isReplay = hasSeen(stored.attributes, intent.write);
      if (stored.item === undefined) {
        if (isReplay) return { replayed: true };
        if (options.ifVersion !== undefined) throw new Problem('version-mismatch');
        if (options.if !== undefined) throw new Problem('condition-failed');
        // Where the item goes, and this comes again, it would be made again.
        return { ...(await made(stored)), remembered: 'lately' };
      }
      // That there is one, who may make another learns as by a create.
      if (!isReplay && (await seen(intent, stored.item)) === undefined) throw taken();
      const plan = await replaced(intent, stored, input);
      return isReplay ? { ...plan, creates: isKept(stored.attributes, intent.write) } : plan;
    },
    told: (item) => written(model, input, item),
  };
}

function replaced(intent: Intent, stored: Stored, input: unknown): Promise<Plan | Replay> {
  const { context, access, model } = intent;
  const now = context.now();
  const moment = { now: new Date(now).toISOString(), caller: access.owner, uuid: () => uuidv7(now) };
  const { fields } = model.spec;
  // What has rules of its own stays where it is not sent, so that who may not set it may replace the rest.
  const touched = Object.keys(fields).filter((name) => access.isAdmin || !model.guarded.has(name) || Object.hasOwn(Object(input), name));
  const compared = Object.keys(fields).filter((name) => !access.isAdmin && fields[name]?.immutable && Object.hasOwn(Object(input), name));
  return changed(revealing(intent, compared), stored, touched, (item) =>
    checkReplace(fields, item, input, { asAdmin: access.isAdmin, moment }),
  );
}
