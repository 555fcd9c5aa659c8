import { openApi } from '../../../../cli/openapi/index';
import { checkManifest, type Fields, type FieldSpec, type Manifest } from '../../../../lib/manifest';
import { EXAMPLE, withFields } from '../example';

const address = (fields: Fields, typeName = 'Address'): FieldSpec => ({ type: 'object', typeName, fields });
const street: Fields = { street: { type: 'string' } };

function withInput(fields: Fields, input: Fields): Manifest {
  const f = { rules: [{ allow: 'guest' as const }], input, output: {}, invoke: 'direct' as const, triggers: [] };
  return { ...withFields(fields), functions: { functions: { ...EXAMPLE.functions?.functions, f } } };
}

test('one type stands in several places, in lists and in functions', () => {
  const home = { home: { ...address(street), required: true }, others: { type: 'list' as const, items: address(street) } };
  expect(checkManifest(withInput(home, { to: address(street) }))).toEqual([]);
});

test('two shapes have two names', () => {
  expect(
    checkManifest(withInput({ home: address(street) }, { to: { type: 'map', items: address({ city: { type: 'string' } }) } })),
  ).toEqual([
    {
      path: 'functions.functions.f.input.to.items.typeName',
      message: expect.stringContaining('"Address" has other fields at data.models.notes.fields.home'),
    },
  ]);
  expect(checkManifest(withInput({ home: address(street) }, { to: address({ city: { type: 'string' } }, 'Town') }))).toEqual([]);
});

test.each(['address', 'My Address', '1st', ''])('%j is no name of a type', (typeName) => {
  expect(checkManifest(withFields({ home: address(street, typeName) }))).toEqual([
    { path: 'data.models.notes.fields.home.typeName', message: expect.stringContaining('a capital letter') },
  ]);
});

test.each(['AddressPatch', ...Object.keys(openApi(EXAMPLE).components.schemas)])('OpenAPI has a type %s of its own', (typeName) => {
  expect(checkManifest(withFields({ home: address(street, typeName) }))).toEqual([
    { path: 'data.models.notes.fields.home.typeName', message: expect.stringContaining('choose another name') },
  ]);
});

test('a name may end as others begin', () => {
  expect(checkManifest(withFields({ lines: address(street, 'LineItem') }))).toEqual([]);
});
