import type { Access } from '../../shared/access.js';
import type { Model } from '../../shared/model/model.js';
import type { DataContext } from './index.js';
import { intend, judge, type PartOptions } from './writing/intent.js';
import { look, unchanged } from './writing/looks.js';
import { fits } from './writing/fits.js';
import { isReplay, type Plan, type Writing } from './writing/plan.js';
import { conditionOn, requiredOf } from './writing/unread.js';

/** Writes nothing: what is written beside it is refused unless the item is there, and as it must be. */
export function check(context: DataContext, access: Access, model: Model, id: string, options: PartOptions): Writing {
  const intent = intend(context, access, model, id, 'get', 'check', options);
  const unread = (): Plan | undefined => {
    const required = requiredOf(intent);
    if (required === undefined) return undefined;
    const action = look(model, id, (placeholders) => conditionOn(intent, required, context.now(), placeholders));
    return { actions: [action], remembered: model.ttl === undefined ? 'token' : 'nothing' };
  };
  return {
    intent,
    bare: true,
    unread,
    async plan(stored) {
      const judged = await judge(intent, stored);
      if (isReplay(judged)) return judged;
      // The same again where it may be what DynamoDB knows it by.
      const same = unread();
      if (same !== undefined && fits(same)) return same;
      return { actions: [look(model, id, (placeholders) => unchanged(stored, placeholders)), ...judged.looks], remembered: 'nothing' };
    },
    told: (item) => item,
  };
}
