import type { Access } from '../../shared/access.js';
import type { Model } from '../../shared/model/model.js';
import { atVersion, Placeholders } from './expressions.js';
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
