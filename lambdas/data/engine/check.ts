import type { Access } from '../../shared/access.js';
import type { Model } from '../../shared/model/model.js';
import type { DataContext } from './index.js';
import { intend, judge, type PartOptions } from './writing/intent.js';
import { look, unchanged } from './writing/looks.js';
import { isReplay, type Writing } from './writing/plan.js';
import { conditionOn, requiredOf } from './writing/unread.js';

/** Writes nothing: what is written beside it is refused unless the item is there, and as it must be. */
export function check(context: DataContext, access: Access, model: Model, id: string, options: PartOptions): Writing {
  const intent = intend(context, access, model, id, 'get', 'check', options);
  return {
    intent,
    unread() {
      const required = requiredOf(intent);
      if (required === undefined) return undefined;
      return {
        actions: [look(model, id, (placeholders) => conditionOn(intent, required, intent.write.time, placeholders))],
        remembered: false,
      };
    },
    async plan(stored) {
      const judged = await judge(intent, stored);
      if (isReplay(judged)) return judged;
      return { actions: [look(model, id, (placeholders) => unchanged(stored, placeholders)), ...judged.looks], remembered: false };
    },
    told: (item) => item,
  };
}
