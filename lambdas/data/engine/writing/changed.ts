import type { FieldProblem } from '../../../../lib/manifest/index.js';
import type { AttributeMap } from '../../../shared/dynamodb/index.js';
import { attributesOf, isEmptySet, type Item, type Stored, writeItem } from '../../../shared/model/item.js';
import { Problem, requireValid } from '../../../shared/problem.js';
import { TRAIL } from '../../../shared/trail.js';
import { type Intent, admissionTo, fieldRefusal, held, judge } from './intent.js';
import { claims } from './claims.js';
import { keyFaults } from '../keys.js';
import { unchanged } from './looks.js';
import { looksAtParents } from './parents.js';
import { requireClosed } from './opening.js';
import { requireReadable } from './revealing.js';
import { isReplay, type Plan, type Replay } from './plan.js';
import { UpdateRequest } from './update-request.js';
import { remember, rememberSurely } from './idempotency.js';

/** What becomes of an item's declared fields. */
export interface Change {
  readonly value: Readonly<Record<string, unknown>>;
  readonly errors: readonly FieldProblem[];
}

/**
 * Changes an item as it is: the rules must admit to what it is and to what it becomes. Only attributes that may change are written, so that
 * in a table made elsewhere the others stay what others make of them.
 * @param fields whose values may change
 * @param surely whether the item is to keep the write until its key is too old
 */
export async function changed(
  intent: Intent,
  stored: Stored,
  fields: readonly string[],
  change: (item: Item) => Change,
  surely = false,
): Promise<Plan | Replay> {
  const { context, access, model, id, write } = intent;
  const judged = await judge(intent, stored, fields);
  if (isReplay(judged)) return judged;
  const { item: before, looks } = judged;
  const looksToRead = await requireReadable(intent, before);
  const { value, errors } = change(before);
  requireValid(errors);
  const now = context.now();
  const after = becomes(intent, before, value, now);
  const looksAfter = await held(intent, admissionTo(intent, fields), after);
  if (looksAfter === undefined) {
    throw (await fieldRefusal(intent, after, fields)) ?? new Problem('forbidden', 'No rule admits you to what the item would become.');
  }
  await requireClosed(intent, before, after);
  requireValid(keyFaults(model, after));

  const memory = surely ? rememberSurely(stored.attributes, write, now) : remember(after.version, write);
  const attributes: AttributeMap = { ...writeItem(model, after, access.trail), ...memory };
  const request = new UpdateRequest();
  const names = fields.flatMap((field) => attributesOf(model, field));
  request.assign([...names, 'version', 'updatedAt', TRAIL, ...Object.keys(memory)], attributes);
  request.require(unchanged(stored, request.placeholders));
  const beside = [
    ...claims(model, id, before, after, now),
    ...(await looksAtParents(intent, before, after, now)),
    ...looks,
    ...looksToRead,
    ...looksAfter,
  ];
  return {
    actions: [{ request: { Update: request.build(model.table, id) } }, ...beside],
    item: after,
    remembered: surely || typeof intent.ifVersion === 'number' ? 'surely' : 'lately',
  };
}

/** The item's next version. What it has beside its declared fields stays. */
function becomes({ model, id }: Intent, before: Item, value: Change['value'], now: number): Item {
  const after: Record<string, unknown> = { id };
  for (const field of model.fields) {
    const next = Object.hasOwn(model.spec.fields, field) ? value[field] : before[field];
    if (next !== undefined && !isEmptySet(model, field, next)) after[field] = next;
  }
  return { ...after, id, version: before.version + 1, updatedAt: new Date(now).toISOString() };
}
