import { accessOf } from '../../../../../lambdas/shared/access';
import type { ModelSpec } from '../../../../../lib/manifest/index';
import { admin, ann, key, memoryEngine, NO_QUESTION } from './support';

const guest = accessOf({ groups: [] });
const only = { staff: [{ allow: 'group' as const, group: 'staff' }] };

/** Everyone files a report; staff reads them. */
const REPORTS: ModelSpec = {
  fields: {
    text: { type: 'string' },
    level: { type: 'integer', defaultValue: 7 },
    secretCode: { type: 'string', defaultFrom: 'uuid', rules: only.staff },
    pin: { type: 'string', hidden: true },
    place: { type: 'object', fields: { city: { type: 'string' }, land: { type: 'string', defaultValue: 'DE' } } },
  },
  rules: [{ allow: 'guest', operations: ['create', 'update'] }, ...only.staff],
  indexes: {},
};
const MOMENT = expect.stringMatching(/^2026-/);
const answer = (id: string, version: number, more: object) => ({ id, version, updatedAt: MOMENT, ...more });

describe('who writes an item and may not read it', () => {
  it('is told what he sent when he makes it, and the same when he asks again', async () => {
    const { engine } = memoryEngine({ reports: REPORTS });
    const once = { idempotencyKey: key() };
    const make = () => engine.create(guest, 'reports', { text: 'x', pin: '1', place: { city: 'Ulm' } }, once);
    const first = await make();
    const told = answer(once.idempotencyKey, 1, { text: 'x', place: { city: 'Ulm' } });
    expect(first.item).toEqual(told);
    expect(await make()).toEqual({ item: first.item, created: true, replayed: true });
    expect(await engine.get(admin, 'reports', first.item.id, NO_QUESTION)).toMatchObject({ level: 7, secretCode: expect.any(String) });
  });

  it('is told no more in a batch and in a transaction', async () => {
    const { engine } = memoryEngine({ reports: REPORTS });
    const [result] = await engine.batchWrite(guest, 'reports', { writes: [{ create: { text: 'x', id: 'a' } }] });
    expect(result).toMatchObject({ written: { item: answer('a', 1, { text: 'x' }) } });
    expect(result).not.toHaveProperty('written.item.secretCode');
    const { items } = await engine.transact(guest, { actions: [{ model: 'reports', create: { id: 'b', pin: '1' } }] });
    expect(items).toEqual([answer('b', 1, {})]);
  });

  it('is told the id and version that an item has which he replaces', async () => {
    const moving: ModelSpec = {
      ...REPORTS,
      rules: [
        { allow: 'authenticated', when: [{ field: 'text', value: 'open' }] },
        { allow: 'owner', operations: ['create', 'update'] },
      ],
    };
    const { engine } = memoryEngine({ reports: moving });
    await engine.upsert(ann, 'reports', 'a', { text: 'open' });
    await engine.update(ann, 'reports', 'a', { level: 8 });
    expect((await engine.upsert(ann, 'reports', 'a', { text: 'done' })).item).toEqual(answer('a', 3, { text: 'done' }));
  });
});
