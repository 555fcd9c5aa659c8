import { modelsOf } from '../../../../lambdas/shared/model/model';
import type { Manifest } from '../../../../lib/manifest';

const spec = { fields: { done: { type: 'boolean' as const } }, rules: [{ allow: 'authenticated' as const }], indexes: {} };
const manifest: Manifest = {
  manifestVersion: 1,
  backendId: 'shop',
  data: {
    models: {
      tasks: { ...spec, indexes: { open: { partition: ['done'], sort: ['createdAt'] } } },
      notes: { ...spec, indexes: { mine: { partition: ['owner'], sort: [] } } },
      named: { ...spec, table: 'restored' },
    },
  },
};

test('a table is the one that the binding names, else the declaration, else by the backend', () => {
  const models = modelsOf(manifest, { tables: { tasks: 'imported' } });
  expect(['tasks', 'notes', 'named'].map((name) => models(name).table)).toEqual(['imported', 'shop.notes', 'restored']);
});

test('a boolean that is a key has a shadow, and an index by owner makes items owned', () => {
  const models = modelsOf(manifest, {});
  expect(models('tasks')).toMatchObject({ owned: false, shadows: new Map([['done', '_key_done']]) });
  expect(models('notes').fields).toEqual(['id', 'done', 'owner', 'version', 'createdAt', 'updatedAt']);
  expect(models('notes').owned).toBe(true);
});

test.each(['nothing', 'constructor', '__proto__'])('there is no model %s', (name) => {
  expect(() => modelsOf(manifest, {})(name)).toThrow(expect.objectContaining({ code: 'not-found' }));
});
