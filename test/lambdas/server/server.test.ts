import { createServer, isOfAdmin } from '../../../lambdas/server/server';
import { AwsError } from '../../../lambdas/shared/aws/errors';
import { Problem } from '../../../lambdas/shared/problem';
import { MemoryDynamoDb } from '../../support/memory-dynamodb/index';
import { contextWith, ID, scripted, storedNote } from '../data/engine/support';
import { httpEvent } from '../shared/http/event';
import type { Backend } from './backend';

const ann = { caller: { owner: 'ann', groups: [] } };
const bob = { caller: { owner: 'bob', groups: [] } };

function serverOver(...answers: (object | Error)[]) {
  const { dynamodb, asked } = scripted(...answers);
  const open = jest.fn(async () => contextWith(dynamodb));
  return { ...createServer(open), asked, open };
}

describe('asCaller', () => {
  it('does what the client can, by the engine itself', async () => {
    const { client } = new MemoryDynamoDb();
    const open = jest.fn(async () => contextWith(client));
    const { data } = createServer(open).asCaller<Backend>(ann);
    const { notes } = data;
    expect(open).not.toHaveBeenCalled();
    const { id } = await notes.create({ title: 'a' });
    expect(await notes.get(id)).toMatchObject({ title: 'a', owner: 'ann', version: 1 });
    expect(await notes.update(id, { text: 'b' }, { ifVersion: 1 })).toMatchObject({ text: 'b', version: 2 });
    expect(await notes.replace(id, { title: 'c' }, { if: { text: 'b' } })).toEqual(expect.not.objectContaining({ text: 'b' }));
    expect(await notes.upsert('new', { title: 'd' })).toMatchObject({ id: 'new', version: 1 });
    expect(await notes.delete(id)).toBeUndefined();

    const [made, gone] = await notes.batchWrite([{ create: { title: 'e' } }, { delete: id }]);
    expect(made).toMatchObject({ ok: true, item: { title: 'e' } });
    expect(gone).toMatchObject({ ok: false, error: { code: 'not-found' } });
    const many = await notes.batchWrite(Array.from({ length: 30 }, (_, i) => ({ create: { title: String(i) } })));
    expect(many.filter(({ ok }) => ok)).toHaveLength(30);
    const items = await data.transact((to) => [
      to.notes.update('new', { text: 'x' }),
      to.notes.create({ title: 'f' }),
      to.notes.delete(many[0]?.ok ? (many[0].item?.id ?? '') : ''),
    ]);
    expect(items).toMatchObject([{ text: 'x', version: 2 }, { title: 'f' }, null]);
    await expect(data.transact((to) => [to.notes.check(id)])).rejects.toMatchObject({ code: 'transaction-refused' });
  });

  it('holds to the rules', async () => {
    const { asCaller } = serverOver({ Item: storedNote() });
    await expect(asCaller<Backend>(bob).data.notes.get(ID)).rejects.toEqual(expect.objectContaining({ code: 'not-found' }));
    await expect(asCaller<Backend>({ caller: { groups: [] } }).data.notes.create({ title: 'a' })).rejects.toEqual(
      expect.objectContaining({ code: 'unauthenticated' }),
    );
  });

  it('says what to declare where the role lacks a right, and that to the log alone', async () => {
    const message = 'User: arn:aws:sts::1:assumed-role/Shop is not authorized to perform: dynamodb:GetItem';
    const refusal = new AwsError({ name: 'AccessDeniedException', message, status: 400, retryable: false });
    const refused = serverOver(refusal).asCaller<Backend>(ann).data.notes.get(ID);
    await expect(refused).rejects.toThrow(/lacks a grant: declare model\.grantRead\(fn\), .*dynamodb:GetItem/);
    await expect(refused).rejects.not.toBeInstanceOf(Problem);
  });

  it('lists by an index, page by page', async () => {
    const page = { Items: [storedNote()], LastEvaluatedKey: { id: { S: ID } } };
    const last = { Items: [storedNote({ id: { S: 'last' } })] };
    const { asCaller, asked } = serverOver(page, page, last);
    const { notes } = asCaller<Backend>(ann).data;
    expect(await notes.list({ owner: 'me', limit: 1 })).toEqual({
      items: [expect.objectContaining({ id: ID })],
      cursor: expect.any(String),
    });
    const ids: string[] = [];
    for await (const { id } of notes.newest({ owner: 'me', createdAt: { ge: '2025-01-01T00:00:00Z' }, order: 'desc', limit: 1 }))
      ids.push(id);
    expect(ids).toEqual([ID, 'last']);
    expect(asked[1]?.input).toMatchObject({ ScanIndexForward: false, KeyConditionExpression: '#0 = :0 AND #1 >= :1' });
    expect(asked[2]?.input.ExclusiveStartKey).toMatchObject({ id: { S: ID } });
  });

  it('knows the caller of API Gateway’s own event, and of a guest’s', async () => {
    const { asCaller } = serverOver({ Item: storedNote() }, { Item: storedNote() });
    expect(await asCaller<Backend>(httpEvent('GET /own')).data.notes.get(ID)).toMatchObject({ id: ID });
    await expect(asCaller<Backend>(httpEvent('GET /guest/own', { user: 'ann' })).data.notes.get(ID)).rejects.toEqual(
      expect.objectContaining({ code: 'not-found' }),
    );
    await expect(asCaller<Backend>({} as never).data.notes.get(ID)).rejects.toThrow('a trigger has no caller');
  });

  it('answers for no name that is none', async () => {
    const { asCaller } = serverOver();
    const { data } = asCaller<Backend>(ann);
    expect(await data).toBe(data);
    await expect((data as any).nothing.get(ID)).rejects.toEqual(expect.objectContaining({ code: 'not-found' }));
    await expect((data as any).notes.oldest({})).rejects.toEqual(expect.objectContaining({ code: 'invalid-request' }));
  });
});

describe('asAdmin', () => {
  it('asks no rule, and passes the trail of a trigger on', async () => {
    const { asAdmin, asked } = serverOver({ Item: storedNote() }, {}, {});
    expect(await asAdmin<Backend>({ type: 'schedule' }).data.notes.get(ID)).toMatchObject({ id: ID });
    expect(await asAdmin<Backend>({ trail: ['echo', 'audit'] }).data.notes.create({ title: 'a' }, { owner: 'bob' })).toMatchObject({
      owner: 'bob',
    });
    expect(asked[1]?.input.Item._trail).toEqual({ S: 'echo,audit' });
    await asAdmin<Backend>({}).data.notes.create({ title: 'a' });
    expect(asked[2]?.input.Item).not.toHaveProperty('_trail');
  });

  it('is told apart where it is refused something', async () => {
    const { asAdmin, asCaller } = serverOver({}, {});
    const refused = await asAdmin<Backend>({})
      .data.notes.get(ID)
      .catch((error) => error);
    expect(refused).toBeInstanceOf(Problem);
    expect(isOfAdmin(refused)).toBe(true);
    expect(
      isOfAdmin(
        await asCaller<Backend>(ann)
          .data.notes.get(ID)
          .catch((error) => error),
      ),
    ).toBe(false);
  });
});
