import { accessOf } from '../../../../../lambdas/shared/access';
import type { ModelSpec } from '../../../../../lib/manifest/index';
import { admin, ann, bob, memoryEngine, problem } from './support';

const seller = accessOf({ owner: 'sam', groups: ['sellers'] });

/** Everyone signed in writes goods; their price is the sellers' to set, a note its owner's as long as it is a draft. */
const GOODS: ModelSpec = {
  fields: {
    title: { type: 'string' },
    price: {
      type: 'number',
      rules: [
        { allow: 'group', group: 'sellers' },
        { allow: 'authenticated', operations: ['get', 'list'] },
      ],
    },
    note: { type: 'string', rules: [{ allow: 'owner', when: [{ field: 'title', value: 'draft' }] }] },
  },
  rules: [{ allow: 'authenticated' }],
  indexes: {},
};
const refused = (...fields: string[]) =>
  problem('forbidden', { details: { errors: fields.map((field) => ({ pointer: `/${field}`, detail: 'no rule admits you to set it' })) } });

const made = async (values: object) => {
  const { engine } = memoryEngine({ goods: GOODS });
  const { item } = await engine.create(ann, 'goods', { title: 'draft', ...values });
  return { engine, id: item.id };
};

describe('a field with rules of its own', () => {
  it('is set on create by whom they admit', async () => {
    const { engine } = await made({});
    await expect(engine.create(ann, 'goods', { title: 'draft', price: 3 })).rejects.toEqual(refused('price'));
    await expect(engine.create(ann, 'goods', { title: 'final', price: 3, note: 'x' })).rejects.toEqual(refused('price', 'note'));
    expect((await engine.create(seller, 'goods', { price: 3 })).item).toMatchObject({ price: 3 });
    expect((await engine.create(ann, 'goods', { title: 'draft', note: 'x' })).item).toMatchObject({ note: 'x' });
  });

  it('is changed by whom they admit to the item before and after', async () => {
    const { engine, id } = await made({ note: 'x' });
    await expect(engine.update(ann, 'goods', id, { price: 4 })).rejects.toEqual(refused('price'));
    await expect(engine.update(ann, 'goods', id, { title: 'final', note: 'y' })).rejects.toEqual(refused('note'));
    await expect(engine.update(bob, 'goods', id, { note: 'y' })).rejects.toEqual(refused('note'));
    expect((await engine.update(ann, 'goods', id, { note: 'y', title: 'draft' })).item).toMatchObject({ note: 'y' });
    // Of what is final nobody sees the note any more.
    expect((await engine.update(ann, 'goods', id, { title: 'final' })).item).not.toHaveProperty('note');
    await expect(engine.update(ann, 'goods', id, { note: 'z', title: 'draft' })).rejects.toEqual(refused('note'));
  });

  it('is refused also where the version is known, in one call', async () => {
    const { engine, id } = await made({});
    await expect(engine.update(ann, 'goods', id, { price: 4 }, { ifVersion: 1 })).rejects.toEqual(refused('price'));
    await expect(engine.update(ann, 'goods', id, { $increment: { price: 1 } })).rejects.toEqual(refused('price'));
    expect((await engine.update(seller, 'goods', id, { price: 4 }, { ifVersion: 1 })).item).toMatchObject({ price: 4 });
  });

  it('stays where who may not set it replaces the rest', async () => {
    const { engine, id } = await made({});
    await engine.update(admin, 'goods', id, { price: 5 });
    expect((await engine.replace(ann, 'goods', id, { title: 'other' }, { ifVersion: '*' })).item).toMatchObject({
      title: 'other',
      price: 5,
    });
    await expect(engine.replace(ann, 'goods', id, { title: 'other', price: 6 }, { ifVersion: '*' })).rejects.toEqual(refused('price'));
  });
});
