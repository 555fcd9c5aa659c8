import { fieldOf, fieldsIn, mustHold, TEXT_TYPES, type Update } from '../../../../lib/manifest/index.js';
import { attributesOf } from '../../../shared/model/item.js';
import { requireValid } from '../../../shared/problem.js';
import { TRAIL, trailText } from '../../../shared/trail.js';
import { assign } from './assignments.js';
import { admissionTo, type Intent } from './intent.js';
import { keyFaults } from '../keys.js';
import { looksAtParents, mustReadParents } from './parents.js';
import { conditionOn, requiredOf } from './unread.js';
import type { Plan } from './plan.js';
import { UpdateRequest } from './update-request.js';
import { remember, unseen } from './idempotency.js';

/**
 * An update of an item that nobody has read: what must hold of it is the condition of the one call that writes it. That is, where the version
 * is asked for, or where operators add to whatever is there.
 *
 * Without a version the item cannot remember the write (it does not know which it becomes), so DynamoDB does, by its token: then nothing of
 * the request hangs on anything but caller, key and body, and its time is the key's.
 * @returns nothing where only the item as it is tells what becomes of it, or whether that is right
 */
export async function unreadUpdate(intent: Intent, update: Update, touched: readonly string[]): Promise<Plan | undefined> {
  const { context, access, model, id, write, ifVersion } = intent;
  // What Plinth has never written has no version that a condition could name.
  if (ifVersion === 0) return undefined;
  const version = typeof ifVersion === 'number' ? ifVersion : undefined;
  if (version === undefined && (update.operations.length === 0 || endsByTime(intent, update))) return undefined;
  const required = requiredOf(intent, touched);
  if (required === undefined || hangsOnItem(intent, update, touched) || mustReadParents(intent, update.patch)) return undefined;
  requireValid(keyFaults(model, update.patch));

  const now = version === undefined ? write.time : context.now();
  const request = new UpdateRequest();
  const { placeholders } = request;
  if (version === undefined) {
    request.compute(['version'], (name) => `if_not_exists(${name}, ${placeholders.value({ N: '0' })}) + ${placeholders.value({ N: '1' })}`);
  } else {
    request.assign(['version', ...Object.keys(remember(version + 1, write))], {
      version: { N: String(version + 1) },
      ...remember(version + 1, write),
    });
  }
  request.set(['updatedAt'], { S: new Date(now).toISOString() });
  request.assign([TRAIL], access.trail ? { [TRAIL]: { S: trailText(access.trail) } } : {});
  assign(request, model, update);
  request.require(conditionOn(intent, required, now, placeholders));
  request.require(unseen(write, placeholders));

  return {
    actions: [{ request: { Update: request.build(model.table, id) } }, ...(await looksAtParents(intent, undefined, update.patch, now))],
    remembered: version === undefined ? 'token' : 'surely',
  };
}

/** Whether it is a question of time if the item, or one that it is to name, is there: what DynamoDB knows by its token must not ask it. */
function endsByTime({ context, model }: Intent, { patch }: Update): boolean {
  const named = Object.values(model.spec.relations ?? {}).filter(
    ({ kind, field }) => kind === 'belongsTo' && typeof patch[field] === 'string',
  );
  return [model, ...named.map((relation) => context.models(relation.model))].some(({ ttl }) => ttl !== undefined);
}

/** Whether rules, unique values or index keys are touched in a way that needs the whole item. */
function hangsOnItem(intent: Intent, { patch, operations }: Update, touched: readonly string[]): boolean {
  const { model } = intent;
  const admission = admissionTo(intent, touched);
  const ruled = new Set(fieldsIn(admission));
  const known = Object.fromEntries(Object.entries(patch).map(([field, value]) => [field, value ?? undefined]));
  const asks = touched.filter((field) => ruled.has(field));
  const isPlain = (field: string) => Object.hasOwn(patch, field) && (patch[field] === null || typeof patch[field] !== 'object');
  if (asks.length > 0 && !(asks.every(isPlain) && mustHold(admission, known))) return true;
  if (touched.some((field) => model.uniques.includes(field) || (field === model.ttl && model.uniques.length > 0))) return true;
  if (operations.some(({ op, field }) => op === 'setIfAbsent' && attributesOf(model, field).length > 1)) return true;
  // How long a key is, its texts say together; of one alone the update says it.
  const keys = Object.values(model.spec.indexes).flatMap(({ partition, sort }) => [partition, sort]);
  const texts = keys.map((key) => key.filter((field) => TEXT_TYPES.includes(fieldOf(model.spec.fields, field)?.type ?? 'json')));
  return (
    touched.some((field) => texts.some((key) => key.length > 1 && key.includes(field))) ||
    operations.some(({ op, field }) => op === 'setIfAbsent' && texts.some((key) => key.includes(field)))
  );
}
