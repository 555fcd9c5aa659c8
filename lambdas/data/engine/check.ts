import { and, relationsIn } from '../../../lib/manifest/index.js';
import type { Access } from '../../shared/access.js';
import type { Model } from '../../shared/model/model.js';
import { condition } from './expressions.js';
import type { DataContext } from './index.js';
import { admissionTo, intend, judge, type PartOptions } from './writing/intent.js';
import { isThere, look, unchanged } from './writing/looks.js';
import { isReplay, type Writing } from './writing/plan.js';

/** Writes nothing: what is written beside it is refused unless the item is there, and as it must be. */
export function check(context: DataContext, access: Access, model: Model, id: string, options: PartOptions): Writing {
  const intent = intend(context, access, model, id, 'get', 'check', options);
  const required = and([admissionTo(intent), intent.condition]);
  return {
    intent,
    unread() {
      if (relationsIn(required).length > 0) return undefined;
      const action = look(model, id, (placeholders) => {
        const parts = [isThere(model, intent.write.time, placeholders)];
        if (typeof intent.ifVersion === 'number')
          parts.push(`${placeholders.name('version')} = ${placeholders.value({ N: String(intent.ifVersion) })}`);
        if (required.op !== 'always') parts.push(condition(required, placeholders));
        return parts.join(' AND ');
      });
      return { actions: [action], remembered: false };
    },
    async plan(stored) {
      const judged = await judge(intent, stored);
      if (isReplay(judged)) return judged;
      return { actions: [look(model, id, (placeholders) => unchanged(stored, placeholders)), ...judged.looks], remembered: false };
    },
    told: (item) => item,
  };
}
