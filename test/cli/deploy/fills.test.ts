import { describeFill, type Fill, fillsOf, joinFills, pendingFills, withPending } from '../../../cli/deploy/fills';
import type { Template } from '../../../cli/deploy/template';
import type { FieldSpec, Manifest, ModelSpec } from '../../../lib/manifest';

const manifest = (fields: Record<string, Partial<FieldSpec>>, model: Partial<ModelSpec> = {}): Manifest => ({
  manifestVersion: 1,
  backendId: 'shop',
  data: {
    models: {
      notes: {
        fields: Object.fromEntries(Object.entries(fields).map(([name, spec]) => [name, { type: 'string', ...spec } as FieldSpec])),
        rules: [],
        indexes: {},
        ...model,
      },
    },
  },
});
const FILL: Fill = { backendId: 'shop', model: 'notes', table: 'shop.notes', unique: [], defaults: [], marks: [] };
const byDone = { indexes: { byDone: { partition: ['done'], sort: [] } } };

test.each<[string, Manifest, Manifest, Partial<Fill>]>([
  ['unique', manifest({ a: {} }), manifest({ a: { unique: true } }), { unique: ['a'] }],
  [
    'given a default',
    manifest({ a: {}, b: {} }),
    manifest({ a: { defaultValue: 'x' }, b: { defaultFrom: 'now' } }),
    { defaults: ['a', 'b'] },
  ],
  ['new, with a default', manifest({}), manifest({ a: { defaultValue: false, type: 'boolean' } }), { defaults: ['a'] }],
  ['an end', manifest({ a: { type: 'datetime' } }), manifest({ a: { type: 'datetime', ttl: true } }), { marks: ['a'] }],
  ['a boolean, and indexed', manifest({ done: { type: 'boolean' } }), manifest({ done: { type: 'boolean' } }, byDone), { marks: ['done'] }],
  [
    'unique, of a table of its own',
    manifest({ a: {} }, { table: 't' }),
    manifest({ a: { unique: true } }, { table: 't' }),
    { unique: ['a'], table: 't' },
  ],
])('a field that is now %s asks something of existing items', (_, before, after, fill) => {
  expect(fillsOf(before, after)).toEqual([{ ...FILL, ...fill }]);
});

test.each<[string, Manifest | undefined, Manifest]>([
  ['nothing was deployed', undefined, manifest({ a: { unique: true } })],
  ['the model is new', { ...manifest({}), data: { models: {} } }, manifest({ a: { unique: true } })],
  ['nothing changes', manifest({ a: { unique: true, defaultValue: 'x' } }), manifest({ a: { unique: true, defaultValue: 'y' } })],
  ['less is asked', manifest({ a: { unique: true, defaultValue: 'x' } }), manifest({ a: {} })],
  ['only the caller could give a default', manifest({ a: {} }), manifest({ a: { defaultFrom: 'caller' } })],
  ['an index is by text', manifest({ done: {} }), manifest({ done: {} }, byDone)],
])('nothing is asked where %s', (_, before, after) => {
  expect(fillsOf(before, after)).toEqual([]);
});

test('what is to be filled stands in the metadata of its table, and is read from there as far as it is declared still', () => {
  const table = { Type: 'AWS::DynamoDB::GlobalTable', Properties: { TableName: 'shop.notes' }, Metadata: { 'aws:cdk:path': 'x' } };
  const template = { Resources: { '#Other': { ...table, Properties: {} }, 'Inner#Notes': table } } as unknown as Template;
  const fill = { ...FILL, unique: ['a', 'gone'], defaults: ['b', 'c'], marks: ['d', 'gone'] };
  const noted = withPending(template, [fill, { ...FILL, table: 'elsewhere' }]);
  expect(noted.Resources?.['Inner#Notes']?.Metadata).toEqual({ 'aws:cdk:path': 'x', 'plinth:fill': fill });
  expect(noted.Resources?.['#Other']).toBe(template.Resources?.['#Other']);

  const wanted = manifest({ a: { unique: true }, b: { defaultValue: 1 }, c: {}, d: {} });
  expect(pendingFills(noted, wanted)).toEqual([{ ...FILL, unique: ['a'], defaults: ['b'], marks: ['d'] }]);
  expect(pendingFills(noted, manifest({ c: {} }))).toEqual([]);
  expect(pendingFills(noted, { ...wanted, backendId: 'other' })).toEqual([]);
  expect(pendingFills(template, wanted)).toEqual([]);
});

test('what two deployments ask is asked once', () => {
  const joined = joinFills([
    { ...FILL, unique: ['a'] },
    { ...FILL, unique: ['a', 'b'], marks: ['c'] },
    { ...FILL, table: 'other', defaults: ['d'] },
  ]);
  expect(joined.map(describeFill)).toEqual(['claims to unique values of a, b, what goes with c', 'defaults of d']);
});
