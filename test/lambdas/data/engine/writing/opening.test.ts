import { accessOf } from '../../../../../lambdas/shared/access';
import type { ModelSpec } from '../../../../../lib/manifest/index';
import { admin, ann, bob, memoryEngine, problem } from './support';

const staff = accessOf({ owner: 'sam', groups: ['staff'] });
const SPACES: Record<string, ModelSpec> = {
  spaces: { fields: { name: { type: 'string' } }, rules: [{ allow: 'owner' }], indexes: {} },
  slips: {
    fields: {
      title: { type: 'string' },
      boss: { type: 'string' },
      readers: { type: 'stringSet' },
      spaceId: { type: 'id' },
      draft: { type: 'boolean' },
      pay: {
        type: 'integer',
        rules: [
          { allow: 'owners', field: 'boss' },
          { allow: 'group', group: 'staff' },
        ],
      },
      note: { type: 'string', rules: [{ allow: 'anyOf', rules: [{ allow: 'owners', field: 'readers' }], operations: ['get'] }] },
      plan: { type: 'string', rules: [{ allow: 'related', relation: 'space' }] },
      price: { type: 'integer', rules: [{ allow: 'authenticated', when: [{ field: 'draft', value: true }] }] },
    },
    rules: [{ allow: 'authenticated' }],
    indexes: {},
    relations: { space: { kind: 'belongsTo', model: 'spaces', field: 'spaceId', onDelete: 'restrict' } },
  },
};
const opened = (...fields: string[]) =>
  problem('forbidden', {
    details: { errors: fields.map((field) => ({ pointer: `/${field}`, detail: expect.stringContaining('would open it to you') })) },
  });

const made = async () => {
  const { engine } = memoryEngine(SPACES);
  await engine.create(ann, 'spaces', { id: 'anns' });
  await engine.create(bob, 'spaces', { id: 'bobs' });
  await engine.create(admin, 'slips', { id: 's', boss: 'ann', pay: 1234, note: 'n', plan: 'p', price: 3, spaceId: 'anns' });
  return engine;
};

describe('a change that opens a field to who makes it', () => {
  it('is refused, whichever way it is made', async () => {
    const engine = await made();
    for (const options of [{}, { ifVersion: 1 }]) {
      await expect(engine.update(bob, 'slips', 's', { boss: 'bob' }, options)).rejects.toEqual(opened('pay'));
      await expect(engine.update(bob, 'slips', 's', { spaceId: 'bobs' }, options)).rejects.toEqual(opened('plan'));
      await expect(engine.update(bob, 'slips', 's', { $addToSet: { readers: ['bob'] } }, options)).rejects.toEqual(opened('note'));
    }
    await expect(engine.update(bob, 'slips', 's', { $setIfAbsent: { readers: ['bob'] } })).rejects.toEqual(opened('note'));
    await expect(engine.replace(bob, 'slips', 's', { boss: 'bob', spaceId: 'bobs' }, {})).rejects.toEqual(opened('pay', 'plan'));
    await expect(engine.upsert(bob, 'slips', 's', { boss: 'bob' }, {})).rejects.toEqual(opened('pay'));
  });

  it('is done where it opens it to others, to who had it before, and to the backend', async () => {
    const engine = await made();
    expect((await engine.update(ann, 'slips', 's', { boss: 'bob' })).item).not.toHaveProperty('pay');
    expect((await engine.update(staff, 'slips', 's', { boss: 'sam' })).item).toMatchObject({ pay: 1234 });
    expect((await engine.update(admin, 'slips', 's', { boss: 'bob', readers: ['bob'] })).item).toMatchObject({ boss: 'bob' });
    expect((await engine.update(bob, 'slips', 's', { title: 'x' })).item).toMatchObject({ pay: 1234, note: 'n' });
  });

  it('is not one that only makes the item such as the field is open in', async () => {
    const engine = await made();
    expect((await engine.update(bob, 'slips', 's', { draft: true })).item).toMatchObject({ price: 3 });
  });
});
