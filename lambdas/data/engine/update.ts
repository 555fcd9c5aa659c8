import { applyPatch, checkPatch } from '../../../lib/manifest/index.js';
import type { Access } from '../../shared/access.js';
import { isSameWrite, type Item, WRITES, writeItem } from '../../shared/model/item.js';
import type { Model } from '../../shared/model/model.js';
import { Problem, requireValid } from '../../shared/problem.js';
import { TRAIL } from '../../shared/trail.js';
import { assignment, atVersion, Placeholders } from './expressions.js';
import type { DataContext, Written } from './index.js';
import { keyAttribute, keyFaults } from './keys.js';
import { isConditionFailed, mayRead, writeFailure } from './refusals.js';
import { changeItem, type WriteOptions } from './write.js';
import { hasSeen, remember, writeOf } from './writes.js';

/** A JSON Merge Patch (RFC 7396): null removes, objects are patches in turn. The rules must admit the item before and after. */
export async function update(
  context: DataContext,
  access: Access,
  model: Model,
  id: string,
  input: unknown,
  { ifVersion, idempotencyKey }: WriteOptions,
): Promise<Written> {
  const { rules, fields } = model.spec;
  access.requireHope(rules, 'update');
  const { value: patch, errors } = checkPatch(fields, input);
  requireValid(errors);
  const write = writeOf(access, idempotencyKey, [model.name, id, patch, ifVersion]);
  const answer = (item: Item, replayed: boolean) => ({ item: visible(access, model, item, patch), replayed });

  return changeItem(context, access, model, id, ifVersion, {
    operation: 'update',
    replay: ({ item, attributes }) => (hasSeen(attributes, write) ? answer(item, true) : undefined),
    async write({ item: before, attributes }) {
      const patched = applyPatch(fields, before, patch);
      requireValid(patched.errors);
      const at = new Date(context.now()).toISOString();
      const next = { ...patched.value, id, version: before.version + 1, updatedAt: at } as Item;
      if (!access.admits(rules, 'update', next)) throw new Problem('forbidden', 'No rule admits you to what the item would become.');
      requireValid(keyFaults(model, next));

      const after = writeItem(model, next, { trail: access.trail, writes: remember(attributes, next.version, write) });
      const changed = new Set([...Object.keys(patch), ...Object.keys(patch).map((field) => keyAttribute(model, field))]);
      const placeholders = new Placeholders();
      try {
        await context.dynamodb.updateItem({
          TableName: model.table,
          Key: { id: { S: id } },
          UpdateExpression: assignment([...changed, 'version', 'updatedAt', WRITES, TRAIL], after, placeholders),
          ConditionExpression: atVersion(before.version, placeholders),
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          ...placeholders.attributes,
        });
      } catch (error) {
        if (!isConditionFailed(error)) throw writeFailure(error);
        // Sent again because no answer came, it met itself.
        if (error.attempts === 1 || !isSameWrite(model, error.item, after)) throw error;
      }
      return answer(next, false);
    },
  });
}

/** Who may write an item and not read it is told of it only what he wrote: of the patch, not of what the item has become by it. */
function visible(access: Access, model: Model, item: Item, patch: Readonly<Record<string, unknown>>): Item {
  if (mayRead(access, model, item)) return item;
  const { id, version, updatedAt } = item;
  return { id, ...(written(patch) as object), version, updatedAt };
}

/** What a patch sets: of objects the members that it names, without those that it removes. */
function written(patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const set = Object.entries(patch).filter(([, value]) => value !== null);
  return Object.fromEntries(set.map(([name, value]) => [name, written(value)]));
}
