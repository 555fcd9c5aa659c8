import type { FieldProblem } from '../../../../lib/manifest/index.js';
import type { AttributeMap } from '../../../shared/dynamodb/index.js';
import { attributesOf, isEmptySet, type Item, type Stored, writeItem } from '../../../shared/model/item.js';
import { Problem, requireValid } from '../../../shared/problem.js';
import { TRAIL } from '../../../shared/trail.js';
import { type Intent, admissionTo, fieldRefusal, held, judge } from './intent.js';
import { claims } from './claims.js';
import { keyFaults } from '../keys.js';
import { looksAtParents, unchanged } from './looks.js';
import { isReplay, type Plan, type Replay } from './plan.js';
import { UpdateRequest } from './update-request.js';
import { remember } from './idempotency.js';

/** What becomes of an item's declared fields. */
export interface Change {
  readonly value: Readonly<Record<string, unknown>>;
  readonly errors: readonly FieldProblem[];
}

/**
 * Changes an item as it is: the rules must admit to what it is and to what it becomes. Only attributes that may change are written, so that
 * in a table made elsewhere the others stay what others make of them.
 * @param fields whose values may change
 */
export async function changed(
  intent: Intent,
  stored: Stored,
  fields: readonly string[],
  change: (item: Item) => Change,
): Promise<Plan | Replay> {
  const { context, access, model, id, write } = intent;
  const judged = await judge(intent, stored, fields);
  if (isReplay(judged)) return judged;
  const { item: before, looks } = judged;
  const { value, errors } = change(before);
  requireValid(errors);
  const now = context.now();
  const after = becomes(intent, before, value, now);
  const looksAfter = await held(intent, admissionTo(intent, fields), after);
  if (looksAfter === undefined) {
    throw (await fieldRefusal(intent, after, fields)) ?? new Problem('forbidden', 'No rule admits you to what the item would become.');
  }
  requireValid(keyFaults(model, after));

  const attributes: AttributeMap = { ...writeItem(model, after, access.trail), ...remember(after.version, write) };
  const request = new UpdateRequest();
  const names = fields.flatMap((field) => attributesOf(model, field));
  request.assign([...names, 'version', 'updatedAt', TRAIL, ...Object.keys(remember(after.version, write))], attributes);
  request.require(unchanged(stored, request.placeholders));
  const beside = [...claims(model, id, before, after, now), ...looksAtParents(context, model, before, after, now), ...looks, ...looksAfter];
  return { actions: [{ request: { Update: request.build(model.table, id) } }, ...beside], item: after, remembered: true };
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
