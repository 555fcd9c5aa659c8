import { accessOf, adminAccess } from '../../../../lambdas/shared/access';
import { createDataEngine } from '../../../../lambdas/data/engine/index';
import type { RuleSpec } from '../../../../lib/manifest/index';
import { type Asked, AT, contextWith, engineOver, failedCondition, ID, KEY, NOTES, NOW, scripted, storedNote } from './support';

const ann = accessOf({ owner: 'ann', groups: [] });
const bob = accessOf({ owner: 'bob', groups: [] });
const editor = accessOf({ owner: 'eve', groups: ['editors'] });
const guest = accessOf({ groups: [] });
const problem = (code: string, extra = {}) => expect.objectContaining({ code, ...extra });

describe('update', () => {
  it('reads, then writes what changed, on condition of the version read', async () => {
    const { engine, asked } = engineOver({ Item: storedNote({ text: { S: 'old' }, address: { M: { city: { S: 'Bern' } } } }) }, {});
    const patch = { title: 'New', text: null, published: true, address: { street: 'Main' } };
    const { item } = await engine.update(ann, 'notes', ID, patch);
    expect(item).toEqual({
      id: ID,
      title: 'New',
      published: true,
      address: { city: 'Bern', street: 'Main' },
      owner: 'ann',
      version: 4,
      createdAt: '2026-01-01T00:00:00.000Z',
      updatedAt: AT,
    });
    const [, { input }] = asked as [Asked, Asked];
    const { UpdateExpression, ConditionExpression, ExpressionAttributeNames: names, ExpressionAttributeValues: values } = input;
    const spelled = (expression: string) =>
      expression.replace(/#\d+/g, (name) => names[name]).replace(/:\d+/g, (value) => JSON.stringify(Object.values(values[value])[0]));
    const hash = (Object.values(values) as any[]).find((value) => value.B).B;
    expect(spelled(UpdateExpression)).toBe(
      'SET title = "New", published = true, _key_published = "true", address = {"city":{"S":"Bern"},"street":{"S":"Main"}}, ' +
        `version = "4", updatedAt = "${AT}", _w4 = "${hash}" REMOVE text, _trail`,
    );
    expect(spelled(ConditionExpression)).toBe('version = "3"');
  });

  test.each([
    ['a required field removed', { title: null }, '/title'],
    ['a system field', { owner: 'bob' }, '/owner'],
    ['the id', { id: 'x' }, '/id'],
    ['an unknown field', { nope: 1 }, '/nope'],
    ['no object', 'x', ''],
  ])('refuses %s before it reads', async (_, patch, pointer) => {
    const { engine, asked } = engineOver();
    const details = { errors: [expect.objectContaining({ pointer })] };
    await expect(engine.update(ann, 'notes', ID, patch)).rejects.toEqual(problem('validation-failed', { details }));
    expect(asked).toEqual([]);
  });

  it('writes nothing that an index would refuse', async () => {
    const { engine } = engineOver({ Item: storedNote() });
    await expect(engine.update(ann, 'notes', ID, { title: '' })).rejects.toEqual(problem('validation-failed'));
  });

  it('tells nobody of an item that he may not read', async () => {
    await expect(engineOver({}).engine.update(ann, 'notes', ID, {})).rejects.toEqual(problem('not-found'));
    await expect(engineOver(failedCondition(storedNote())).engine.update(bob, 'notes', ID, {}, { ifVersion: 1 })).rejects.toEqual(
      problem('not-found'),
    );
    const readable = storedNote({ published: { BOOL: true } });
    await expect(engineOver({ Item: readable }).engine.update(bob, 'notes', ID, {})).rejects.toEqual(problem('forbidden'));
    await expect(engineOver().engine.update(guest, 'notes', ID, {})).rejects.toEqual(problem('unauthenticated'));
  });

  it('answers who may write but not read with no more than he wrote', async () => {
    const { engine } = engineOver({ Item: storedNote() }, {});
    const { item } = await engine.update(editor, 'notes', ID, { rank: 5, text: null });
    expect(item).toEqual({ id: ID, rank: 5, version: 4, updatedAt: AT });
  });

  it('nor of objects and JSON, nor where it is repeated', async () => {
    const secret = {
      address: { M: { street: { S: 'Secret' } } },
      extra: { M: { secret: { S: 'x' }, deep: { M: { secret: { S: 'x' } } } } },
    };
    const patch = { address: { city: 'Bern' }, extra: { deep: { mine: [null], secret: null } }, tags: ['a'] };
    const told = { id: ID, address: { city: 'Bern' }, extra: { deep: { mine: [null] } }, tags: ['a'], updatedAt: expect.any(String) };
    const first = engineOver({ Item: storedNote(secret) }, {});
    const options = { idempotencyKey: KEY };
    expect((await first.engine.update(editor, 'notes', ID, patch, options)).item).toEqual({ ...told, version: 4 });

    const values = Object.values(first.asked[1]?.input.ExpressionAttributeValues) as any[];
    const later = { ...secret, tags: { L: [{ S: 'later' }] }, version: { N: '9' }, _w4: values.find((value) => value.B) };
    const again = await engineOver({ Item: storedNote(later) }).engine.update(editor, 'notes', ID, patch, options);
    expect(again).toEqual({ item: { ...told, version: 9 }, created: false, replayed: true });

    const empty = await engineOver({ Item: storedNote(secret) }, {}).engine.update(editor, 'notes', ID, { address: {}, extra: {} });
    expect(empty.item).toEqual({ id: ID, address: {}, extra: {}, version: 4, updatedAt: AT });
  });

  it('refuses another version, with the item for who may read it', async () => {
    const options = { ifVersion: 2 };
    await expect(engineOver(failedCondition(storedNote())).engine.update(ann, 'notes', ID, {}, options)).rejects.toEqual(
      problem('version-mismatch', { details: { current: expect.objectContaining({ version: 3 }) } }),
    );
    await expect(engineOver(failedCondition(storedNote())).engine.update(editor, 'notes', ID, {}, options)).rejects.toEqual(
      problem('version-mismatch', { details: { current: undefined } }),
    );
    const { engine } = engineOver({ Attributes: storedNote({ version: { N: '4' } }) });
    expect((await engine.update(ann, 'notes', ID, {}, { ifVersion: 3 })).item.version).toBe(4);
    expect((await engineOver({ Item: storedNote() }, {}).engine.update(ann, 'notes', ID, {}, { ifVersion: '*' })).item.version).toBe(4);
  });

  it('loses no update: what came between is read from the refusal, and patched', async () => {
    const between = storedNote({ version: { N: '4' }, text: { S: 'theirs' } });
    const { engine, asked } = engineOver({ Item: storedNote() }, failedCondition(between), {});
    expect((await engine.update(ann, 'notes', ID, { title: 'Mine' })).item).toMatchObject({ title: 'Mine', text: 'theirs', version: 5 });
    expect(asked.map(({ operation }) => operation)).toEqual(['getItem', 'updateItem', 'updateItem']);
    await expect(engineOver(failedCondition(between)).engine.update(ann, 'notes', ID, {}, { ifVersion: 3 })).rejects.toEqual(
      problem('version-mismatch'),
    );
    await expect(engineOver({ Item: storedNote() }, failedCondition()).engine.update(ann, 'notes', ID, {})).rejects.toEqual(
      problem('not-found'),
    );
    const taken = storedNote({ owner: { S: 'bob' } });
    await expect(engineOver({ Item: storedNote() }, failedCondition(taken)).engine.update(ann, 'notes', ID, {})).rejects.toEqual(
      problem('not-found'),
    );
  });

  it('gives up, honestly, on an item that changes all the time', async () => {
    const { dynamodb, asked } = scripted({ Item: storedNote() }, ...Array(100).fill(failedCondition(storedNote())));
    const context = contextWith(dynamodb);
    context.deadline.at = NOW + 100;
    await expect(createDataEngine(context).update(ann, 'notes', ID, {})).rejects.toEqual(problem('unavailable'));
    expect(asked.length).toBeGreaterThan(3);
  });

  it('knows its own write where the transport sent it again', async () => {
    const { dynamodb, asked } = scripted({ Attributes: storedNote() });
    await createDataEngine(contextWith(dynamodb)).update(ann, 'notes', ID, { rank: 1 }, { ifVersion: 3, idempotencyKey: KEY });
    const _w4 = (Object.values(asked[0]?.input.ExpressionAttributeValues) as any[]).find((value) => value.B?.length === 16);
    const own = storedNote({ rank: { N: '1' }, version: { N: '4' }, updatedAt: { S: AT }, _w4 });
    const { engine } = engineOver(failedCondition(own, 2));
    const again = await engine.update(ann, 'notes', ID, { rank: 1 }, { ifVersion: 3, idempotencyKey: KEY });
    expect(again).toMatchObject({ item: { version: 4 }, replayed: false });
  });

  it('as admin marks what a trigger wrote', async () => {
    const { engine, asked } = engineOver({ Item: storedNote() }, {});
    await engine.update(adminAccess(['echo']), 'notes', ID, {});
    expect(Object.values(asked[1]?.input.ExpressionAttributeValues)).toContainEqual({ S: 'echo' });
  });

  it('makes version 1 of an item that Plinth never wrote', async () => {
    const { engine, asked } = engineOver({ Item: { id: { S: ID }, title: { S: 'a' } } }, {});
    expect((await engine.update(adminAccess(), 'notes', ID, { rank: 1 })).item.version).toBe(1);
    expect(asked[1]?.input.ConditionExpression).toMatch(/^attribute_exists\(#\d+\)( AND attribute_not_exists\(#\d+\)){2}$/);
  });
});

describe('the rules before and after', () => {
  const rules: RuleSpec[] = [
    { allow: 'authenticated', operations: ['get'] },
    { allow: 'authenticated', operations: ['update'], when: [{ field: 'published', value: false }] },
  ];

  it('both must admit', async () => {
    const { dynamodb, asked } = scripted(
      { Item: storedNote() },
      { Item: storedNote({ published: { BOOL: true } }) },
      { Item: storedNote() },
      {},
    );
    const engine = createDataEngine(contextWith(dynamodb, { drafts: { ...NOTES, rules } }));
    await expect(engine.update(ann, 'drafts', ID, { published: true })).rejects.toEqual(problem('forbidden'));
    await expect(engine.update(ann, 'drafts', ID, { published: false })).rejects.toEqual(problem('forbidden'));
    expect(asked.map(({ operation }) => operation)).toEqual(['getItem', 'getItem']);
    expect((await engine.update(ann, 'drafts', ID, { text: 'more' })).item.version).toBe(4);
  });
});
