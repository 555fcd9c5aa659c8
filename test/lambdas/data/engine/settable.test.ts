import { adminAccess, accessOf } from '../../../../lambdas/shared/access';
import { compileModel } from '../../../../lambdas/shared/model/model';
import { settingFaults, unsettable } from '../../../../lambdas/data/engine/settable';
import type { ModelSpec } from '../../../../lib/manifest';

const spec: ModelSpec = {
  fields: {
    title: { type: 'string' },
    price: { type: 'number', rules: [{ allow: 'group', group: 'sellers' }, { allow: 'authenticated', operations: ['get', 'list'] }] },
    note: { type: 'string', rules: [{ allow: 'owner', when: [{ field: 'title', value: 'draft' }] }] },
  },
  rules: [{ allow: 'authenticated' }],
  indexes: {},
};
const model = compileModel('goods', spec, 'shop.goods');
const ann = accessOf({ owner: 'ann', groups: [] });
const seller = accessOf({ owner: 'sam', groups: ['sellers'] });
const item = (title: string, owner = 'ann') => ({ item: { id: '1', version: 1, owner, title } });

test.each([
  ['who is admitted', seller, 'create', [item('draft', 'sam')], []],
  ['who may read it only', ann, 'create', [item('draft')], ['price']],
  ['the item as it will be', ann, 'create', [item('final')], ['price', 'note']],
  ['the item before and after', ann, 'update', [item('draft'), item('final')], ['price', 'note']],
  ['the item after and before', ann, 'update', [item('final'), item('draft')], ['price', 'note']],
  ['the backend itself', adminAccess(), 'update', [item('final'), item('final')], []],
] as const)('%s decides which fields may be set', (_, access, operation, states, refused) => {
  expect([...unsettable(access, model, operation, ...states)]).toEqual(refused);
});

test('each field that may not be set is named', () => {
  expect(settingFaults(['title', 'price'], new Set(['price', 'note']))).toEqual([
    { pointer: '/price', detail: 'no rule admits you to set it' },
  ]);
});
