import { isEqual, type Operation } from '../../../../lib/manifest/index.js';
import type { Item } from '../../../shared/model/item.js';
import { Problem } from '../../../shared/problem.js';
import { held, type Intent } from './intent.js';

const OPENED: readonly Operation[] = ['get', 'update'];

/**
 * Nobody lets himself into a field: what says whom its rules admit he may set so that they admit others, or him as they did before.
 * @throws Problem `forbidden` that names the fields which a change would let its caller read or set
 */
export async function requireClosed(intent: Intent, before: Item, after: Item): Promise<void> {
  const { access, model } = intent;
  if (access.isAdmin) return;
  const moved = [...model.guarded].filter(([field]) => model.openers.get(field)?.some((name) => !isEqual(before[name], after[name])));
  const opens = moved.map(async ([field, ruled]) => {
    for (const operation of OPENED) {
      const guard = access.admission(ruled, operation);
      if ((await held(intent, guard, after)) !== undefined && (await held(intent, guard, before)) === undefined) return [field];
    }
    return [];
  });
  const opened = (await Promise.all(opens)).flat();
  const errors = opened.map((field) => ({
    pointer: `/${field}`,
    detail: 'no rule admits you to it, and this change would open it to you',
  }));
  if (errors.length > 0) throw new Problem('forbidden', undefined, { errors });
}

/** Whether setting these fields may open another: then the item must be read. */
export function mayOpen({ access, model }: Intent, fields: readonly string[]): boolean {
  return !access.isAdmin && [...model.openers.values()].some((openers) => openers.some((name) => fields.includes(name)));
}
