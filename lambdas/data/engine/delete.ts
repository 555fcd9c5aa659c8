import type { Access } from '../../shared/access.js';
import type { Item } from '../../shared/model/item.js';
import type { Model } from '../../shared/model/model.js';
import { DELETION, deletion, type Trail } from '../../shared/trail.js';
import { assignment, atVersion, Placeholders } from './expressions.js';
import type { DataContext } from './index.js';
import { isConditionFailed } from './refusals.js';
import { changeItem, type WriteOptions } from './write.js';

/** Nothing is left of a deleted item that could know a key. */
export type DeleteOptions = Pick<WriteOptions, 'ifVersion'>;

export async function remove(context: DataContext, access: Access, model: Model, id: string, { ifVersion }: DeleteOptions): Promise<void> {
  access.requireHope(model.spec.rules, 'delete');
  await changeItem<true>(context, access, model, id, ifVersion, {
    operation: 'delete',
    replay: () => undefined,
    async write({ item }) {
      if (access.trail !== undefined) await announce(context, model, item, access.trail);
      const placeholders = new Placeholders();
      try {
        await context.dynamodb.deleteItem({
          TableName: model.table,
          Key: { id: { S: id } },
          ConditionExpression: atVersion(item.version, placeholders),
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          ...placeholders.attributes,
        });
      } catch (error) {
        // Sent again because no answer came, it met its own result.
        const ours = isConditionFailed(error) && error.attempts > 1 && error.item === undefined;
        if (!ours) throw error;
      }
      return true;
    },
  });
}

/** A deleted item cannot say which triggers led to that, so it says so just before. The dispatcher takes this for no change. */
async function announce({ dynamodb }: DataContext, model: Model, { id, version }: Item, trail: Trail): Promise<void> {
  const placeholders = new Placeholders();
  await dynamodb.updateItem({
    TableName: model.table,
    Key: { id: { S: id } },
    UpdateExpression: assignment([DELETION], { [DELETION]: deletion(version, trail) }, placeholders),
    ConditionExpression: atVersion(version, placeholders),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    ...placeholders.attributes,
  });
}
