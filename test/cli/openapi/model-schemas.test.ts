import Ajv from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { modelSchemas } from '../../../cli/openapi/model-schemas';
import type { FieldSpec, ModelSpec } from '../../../lib/manifest';

const address: FieldSpec = { type: 'object', typeName: 'Address', fields: { city: { type: 'string', required: true } } };
const MODEL: ModelSpec = {
  fields: {
    title: { type: 'string', required: true },
    state: { type: 'string', readOnly: true, required: true, defaultValue: 'new' },
    pin: { type: 'string', hidden: true, required: true },
    slug: { type: 'string', immutable: true },
    madeAt: { type: 'datetime', defaultFrom: 'now', required: true },
    salary: { type: 'integer', required: true, rules: [{ allow: 'group', group: 'staff' }] },
    home: address,
    others: { type: 'list', items: address },
  },
  rules: [{ allow: 'authenticated' }],
  indexes: {},
};
const schemas = modelSchemas('People', MODEL);
const describes = (name: string) =>
  addFormats(new Ajv({ strict: false })).compile({ $ref: `#/components/schemas/${name}`, components: { schemas } });

const created = { title: 'a', pin: '1', salary: 1 };
const item = { id: 'a', version: 1, createdAt: '2026-10-02T08:30:00Z', updatedAt: '2026-10-02T08:30:00Z', madeAt: '2026-10-02T08:30:00Z' };

test.each<[string, object, object]>([
  ['PeopleCreate', { ...created, id: 'a', slug: 's' }, { ...created, state: 'old' }],
  ['PeopleCreate', { ...created, home: { city: 'Bern' } }, { ...created, others: [{}] }],
  ['PeopleReplace', { ...created, slug: 's' }, { ...created, id: 'a' }],
  ['PeopleUpdate', { title: 'b', home: {} }, { home: { city: null } }],
  ['PeopleUpdate', { pin: '2' }, { slug: 's' }],
  ['PeopleUpdate', { $increment: { salary: 1 } }, { state: 'old' }],
  ['PeopleItem', { ...item, title: 'a', state: 'new', home: { city: 'Bern', later: 1 } }, { ...item, title: 'a' }],
  ['PeopleItem', { ...item, title: 'a', state: 'new', salary: 1 }, { ...item, title: 'a', state: 'new', others: [{}] }],
])('%s describes %j and not %j', (name, good, bad) => {
  expect(describes(name)(good)).toBe(true);
  expect(describes(name)(bad)).toBe(false);
});

test('what is hidden is in no answer, and said to be only written', () => {
  expect(JSON.stringify(schemas.PeopleItem)).not.toContain('pin');
  expect(schemas.PeopleCreate).toMatchObject({ properties: { pin: { writeOnly: true } } });
  expect(schemas.PeopleItem).toMatchObject({ properties: { state: { readOnly: true } } });
});

test('an object with a name is described once for each use', () => {
  expect(Object.keys(schemas).filter((name) => name.startsWith('Address'))).toEqual(['Address', 'AddressWrite', 'AddressPatch']);
  expect(schemas.PeopleItem).toMatchObject({ properties: { home: { $ref: '#/components/schemas/Address' } } });
});
