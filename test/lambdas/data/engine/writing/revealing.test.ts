import { accessOf } from '../../../../../lambdas/shared/access';
import type { ModelSpec } from '../../../../../lib/manifest/index';
import { admin, ann, memoryEngine, problem } from './support';

const staff = accessOf({ owner: 'sam', groups: ['staff'] });
const MEMBER: ModelSpec = {
  fields: {
    title: { type: 'string' },
    score: {
      type: 'integer',
      max: 100,
      rules: [
        { allow: 'group', group: 'staff' },
        { allow: 'authenticated', operations: ['update'] },
      ],
    },
    marks: { type: 'list', items: { type: 'string' }, maxItems: 3, hidden: true },
    code: { type: 'integer', immutable: true, hidden: true },
    rank: { type: 'integer', rules: [{ allow: 'owner' }, { allow: 'authenticated', operations: ['update'] }] },
  },
  rules: [{ allow: 'authenticated' }],
  indexes: {},
};
const unread = (...fields: string[]) =>
  problem('forbidden', {
    details: { errors: fields.map((field) => ({ pointer: `/${field}`, detail: expect.stringContaining('to read it') })) },
  });

const made = async (models: Record<string, ModelSpec> = { members: MEMBER }) => {
  const { engine, operations } = memoryEngine(models);
  await engine.create(admin, 'members', { id: 'm', title: 'x', score: 40, marks: ['a'], code: 7, rank: 1 }, { owner: 'sam' });
  operations();
  return { engine, operations };
};

describe('a write whose outcome tells what is there', () => {
  it('is refused to who may set a field and not read it, whatever it holds', async () => {
    const { engine, operations } = await made();
    for (const by of [1, 70])
      await expect(engine.update(ann, 'members', 'm', { $increment: { score: by } })).rejects.toEqual(unread('score'));
    await expect(engine.update(ann, 'members', 'm', { $append: { marks: ['b'] } })).rejects.toEqual(unread('marks'));
    await expect(engine.update(ann, 'members', 'm', { $remove: { marks: ['b'] } }, { ifVersion: 1 })).rejects.toEqual(unread('marks'));
    for (const code of [7, 8]) await expect(engine.update(ann, 'members', 'm', { code })).rejects.toEqual(unread('code'));
    expect(operations()).toEqual([]);
    await expect(engine.replace(ann, 'members', 'm', { title: 'y', code: 7 }, {})).rejects.toEqual(unread('code'));
    await expect(engine.update(ann, 'members', 'm', { $increment: { rank: 1 } })).rejects.toEqual(unread('rank'));
    await expect(engine.update(ann, 'members', 'm', { $increment: { rank: 1 } }, { ifVersion: 1 })).rejects.toEqual(unread('rank'));
  });

  it('is done for who reads the field, and where it tells nothing', async () => {
    const { engine, operations } = await made();
    expect((await engine.update(staff, 'members', 'm', { $increment: { score: 1, rank: 1 } })).item).toMatchObject({ score: 41, rank: 2 });
    expect(operations()).toEqual(['transactWriteItems', 'getItem']);
    await expect(engine.update(staff, 'members', 'm', { $increment: { score: 70 } })).rejects.toEqual(problem('validation-failed'));
    expect((await engine.update(ann, 'members', 'm', { score: 5, $setIfAbsent: { rank: 9, marks: ['z'] } })).item.version).toBe(3);
    expect((await engine.update(admin, 'members', 'm', { code: 8, $append: { marks: ['b'] } })).item).toMatchObject({ marks: ['a', 'b'] });
  });

  it('is refused of an item that its caller may change and not read', async () => {
    const blind: ModelSpec = { ...MEMBER, rules: [{ allow: 'owner' }, { allow: 'authenticated', operations: ['update'] }] };
    const { engine } = await made({ members: { ...blind, fields: { ...MEMBER.fields, count: { type: 'integer' } } } });
    await expect(engine.update(ann, 'members', 'm', { $increment: { count: 1 } })).rejects.toEqual(unread('count'));
    expect((await engine.update(staff, 'members', 'm', { $increment: { count: 1 } })).item).toMatchObject({ count: 1 });
  });
});
