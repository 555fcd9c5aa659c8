import type { ModelSpec } from '../../../../../lib/manifest/index';
import { admin, ann, bob, memoryEngine, problem } from './support';

const belongsTo = (model: string, rules: ModelSpec['rules'] = [{ allow: 'owner' }]): ModelSpec => ({
  fields: { title: { type: 'string' }, count: { type: 'integer' }, parentId: { type: 'id' } },
  rules,
  indexes: { byParent: { partition: ['parentId'], sort: ['createdAt'] } },
  relations: { parent: { kind: 'belongsTo', model, field: 'parentId', onDelete: 'restrict' } },
});

const MODELS: Record<string, ModelSpec> = {
  spaces: { fields: { title: { type: 'string' } }, rules: [{ allow: 'owner' }], indexes: {} },
  walls: { fields: { title: { type: 'string' } }, rules: [{ allow: 'authenticated' }], indexes: {} },
  cards: belongsTo('spaces'),
  posts: belongsTo('walls'),
  // Who may get a card's reply is who may get its space.
  replies: belongsTo('rooms'),
  rooms: belongsTo('spaces', [{ allow: 'related', relation: 'parent', operation: 'get' }]),
};

const NONE = (model: string) =>
  problem('validation-failed', { details: { errors: [{ pointer: '/parentId', detail: `names none of ${model}` }] } });

async function world() {
  const { engine, dynamodb } = memoryEngine(MODELS);
  await engine.create(ann, 'spaces', { id: 'anns' });
  await engine.create(bob, 'spaces', { id: 'bobs' });
  await engine.create(ann, 'walls', { id: 'wall' });
  await engine.create(ann, 'rooms', { id: 'room', parentId: 'anns' });
  return { engine, dynamodb };
}

describe('what an item is to belong to', () => {
  it('its maker must be able to get: else it is as if it was not there', async () => {
    const { engine } = await world();
    for (const id of ['anns', 'nothing']) {
      await expect(engine.create(bob, 'cards', { parentId: id })).rejects.toEqual(NONE('spaces'));
    }
    await expect(engine.create(bob, 'cards', { id: 'card', parentId: 'bobs' })).resolves.toMatchObject({ created: true });
    for (const options of [{}, { ifVersion: 1 }]) {
      await expect(engine.update(bob, 'cards', 'card', { parentId: 'anns' }, options)).rejects.toEqual(NONE('spaces'));
    }
    await expect(engine.update(bob, 'cards', 'card', { parentId: 'anns', $increment: { count: 1 } })).rejects.toEqual(NONE('spaces'));
    await expect(engine.replace(bob, 'cards', 'card', { parentId: 'anns' })).rejects.toEqual(NONE('spaces'));
  });

  it('is asked in the one transaction, where its rules ask of nothing else', async () => {
    const { engine, dynamodb } = await world();
    dynamodb.calls.length = 0;
    await engine.create(bob, 'posts', { parentId: 'wall' });
    await engine.create(bob, 'cards', { parentId: 'bobs' });
    expect(dynamodb.calls.map(({ operation }) => operation)).toEqual(['transactWriteItems', 'transactWriteItems']);
  });

  it('is read where its rules ask of another item', async () => {
    const { engine } = await world();
    await expect(engine.create(bob, 'replies', { parentId: 'room' })).rejects.toEqual(NONE('rooms'));
    await expect(engine.create(ann, 'replies', { parentId: 'room' })).resolves.toMatchObject({ created: true });
  });

  it('is not asked of the backend itself', async () => {
    const { engine } = await world();
    await expect(engine.create(admin, 'cards', { parentId: 'anns' })).resolves.toMatchObject({ created: true });
    await expect(engine.create(admin, 'cards', { parentId: 'nothing' })).rejects.toEqual(NONE('spaces'));
  });
});
