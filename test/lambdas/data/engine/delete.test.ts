import { accessOf, adminAccess } from '../../../../lambdas/shared/access';
import { engineOver, failedCondition, ID, storedNote } from './support';

const ann = accessOf({ owner: 'ann', groups: [] });
const bob = accessOf({ owner: 'bob', groups: [] });
const problem = (code: string) => expect.objectContaining({ code });

describe('delete', () => {
  it('deletes the version that it read', async () => {
    const { engine, asked } = engineOver({ Item: storedNote() }, {});
    await engine.delete(ann, 'notes', ID, { ifVersion: 3 });
    expect(asked[1]).toEqual({
      operation: 'deleteItem',
      input: {
        TableName: 'shop.notes',
        Key: { id: { S: ID } },
        ConditionExpression: '#0 = :0',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#0': 'version' },
        ExpressionAttributeValues: { ':0': { N: '3' } },
      },
    });
  });

  it('refuses who may not, another version, and what is not there', async () => {
    await expect(engineOver({ Item: storedNote() }).engine.delete(bob, 'notes', ID)).rejects.toEqual(problem('not-found'));
    await expect(engineOver({ Item: storedNote() }).engine.delete(ann, 'notes', ID, { ifVersion: 2 })).rejects.toEqual(
      problem('version-mismatch'),
    );
    await expect(engineOver({}).engine.delete(ann, 'notes', ID)).rejects.toEqual(problem('not-found'));
    const published = storedNote({ published: { BOOL: true } });
    await expect(engineOver({ Item: published }).engine.delete(bob, 'notes', ID)).rejects.toEqual(problem('forbidden'));
  });

  it('asks the rules anew about what came between', async () => {
    const { engine, asked } = engineOver({ Item: storedNote() }, failedCondition(storedNote({ version: { N: '4' } })), {});
    await engine.delete(ann, 'notes', ID);
    expect(asked).toHaveLength(3);
    const taken = failedCondition(storedNote({ owner: { S: 'bob' }, version: { N: '4' } }));
    await expect(engineOver({ Item: storedNote() }, taken).engine.delete(ann, 'notes', ID)).rejects.toEqual(problem('not-found'));
  });

  it('of a trigger says first, on the item, which triggers led to it', async () => {
    const { engine, asked } = engineOver({ Item: storedNote() }, {}, {});
    await engine.delete(adminAccess(['echo', 'audit']), 'notes', ID);
    expect(asked.map(({ operation }) => operation)).toEqual(['getItem', 'updateItem', 'deleteItem']);
    expect(asked[1]?.input).toEqual({
      TableName: 'shop.notes',
      Key: { id: { S: ID } },
      UpdateExpression: 'SET #0 = :0',
      ConditionExpression: '#1 = :1',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      ExpressionAttributeNames: { '#0': '_deletion', '#1': 'version' },
      ExpressionAttributeValues: { ':0': { S: '3 echo,audit' }, ':1': { N: '3' } },
    });

    const changed = engineOver({ Item: storedNote() }, failedCondition(storedNote({ version: { N: '4' } })), {}, {});
    await changed.engine.delete(adminAccess(['echo']), 'notes', ID);
    expect(Object.values(changed.asked[2]?.input.ExpressionAttributeValues)).toContainEqual({ S: '4 echo' });
  });

  it('knows its own delete where the transport sent it again, from another one', async () => {
    await engineOver({ Item: storedNote() }, failedCondition(undefined, 2)).engine.delete(adminAccess(), 'notes', ID);
    await expect(engineOver({ Item: storedNote() }, failedCondition()).engine.delete(ann, 'notes', ID)).rejects.toEqual(
      problem('not-found'),
    );
  });
});
