import { ALWAYS, and, type Expression } from '../../../../lib/manifest/index.js';
import type { Item } from '../../../shared/model/item.js';
import { Problem } from '../../../shared/problem.js';
import { viewOf } from '../reading/view.js';
import { held, type Intent } from './intent.js';
import type { Action } from './plan.js';

/**
 * Says of which fields the outcome of a write tells what is there: whether an operator keeps to the limits, whether what never changes is the
 * same. Who may not read them could ask until he knows.
 * @throws Problem `forbidden` where the caller could not read one of them in any item
 */
export function revealing(intent: Intent, reveals: readonly string[]): Intent {
  const unread = reveals.filter((field) => readable({ ...intent, reveals: [field] }).op === 'never');
  if (unread.length > 0) throw unreadable(unread);
  return { ...intent, reveals };
}

/** What an item must be for its caller to read what the outcome of a write tells of it. */
export function readable({ access, model, reveals = [] }: Intent): Expression {
  if (reveals.length === 0) return ALWAYS;
  const { got, guards } = viewOf(model, access);
  return and([got, ...reveals.flatMap((field) => guards.get(field) ?? [])]);
}

/**
 * The looks at related items on which it hangs that the caller may read what the outcome tells.
 * @throws Problem `forbidden` that names the fields which he may not read
 */
export async function requireReadable(intent: Intent, item: Item): Promise<Action[]> {
  const looks = await held(intent, readable(intent), item);
  if (looks !== undefined) return looks;
  const { reveals = [] } = intent;
  const read = await Promise.all(reveals.map((field) => held(intent, readable({ ...intent, reveals: [field] }), item)));
  throw unreadable(reveals.filter((_, i) => read[i] === undefined));
}

function unreadable(fields: readonly string[]): Problem {
  const detail = 'no rule admits you to read it, and whether this could be done would tell what is there';
  return new Problem('forbidden', undefined, { errors: fields.map((field) => ({ pointer: `/${field}`, detail })) });
}
