import type { StackPlan } from '../../../cli/deploy/plan';
import { refusals } from '../../../cli/deploy/refusals';
import type { Manifest, ModelSpec } from '../../../lib/manifest';

const table = (name: unknown, key = 'id') => ({
  Type: 'AWS::DynamoDB::GlobalTable',
  Properties: { ...(name !== undefined && { TableName: name }), KeySchema: [{ AttributeName: key, KeyType: 'HASH' }] },
});
const plan = (deployed: Record<string, object>, wanted: Record<string, object>) =>
  ({ deployed: { Resources: deployed }, wanted: { Resources: wanted }, before: [], after: [] }) as unknown as StackPlan;
const model: ModelSpec = { fields: { title: { type: 'string', required: true } }, rules: [], indexes: {} };
const manifest = (models: Record<string, ModelSpec>): Manifest => ({ manifestVersion: 1, backendId: 'shop', data: { models } });
const ofModels = (before: Record<string, ModelSpec>, after: Record<string, ModelSpec>) =>
  refusals({ ...plan({}, {}), before: [manifest(before)], after: [manifest(after)] });

test('a table that would be replaced, for another name or key, is refused with the way to migrate', () => {
  const [renamed, other] = refusals(plan({ '#A': table('a'), '#B': table('b') }, { '#A': table('c'), '#B': table('b', 'pk') }));
  expect(renamed).toMatch(/the table a would be replaced .* since its name changes: "a" → "c"\..*plinth export.*plinth import/);
  expect(other).toMatch(/the table b would be replaced .* since its key changes: .*"id".* → .*"pk"/);
});

test('a table under another logical id is refused, since its name is taken', () => {
  expect(refusals(plan({ '#Old': table('a') }, { 'Inner#New': table('a') }))).toEqual([
    expect.stringMatching(/the table a would be made by another construct \(New instead of Old\).*npx cdk refactor/),
  ]);
});

test('tables that stay, come, or go are not', () => {
  expect(refusals(plan({ '#A': table('a'), '#Gone': table('gone') }, { '#A': table('a'), '#New': table('new') }))).toEqual([]);
  // Named by CloudFormation: another logical id is another name.
  expect(refusals(plan({ '#A': table(undefined) }, { '#B': table(undefined) }))).toEqual([]);
  expect(refusals({ ...plan({}, { '#A': table('a') }), deployed: undefined })).toEqual([]);
});

test('a model that is gone while another has its fields is taken for renamed', () => {
  const stricter = { ...model, fields: { title: { type: 'string', maxLength: 5, description: 'short' } as const } };
  expect(ofModels({ notes: model }, { articles: stricter })).toEqual([
    expect.stringMatching(
      /the model notes is gone and articles has its fields.*items stay in shop\.notes.*plinth export notes.*plinth import articles/,
    ),
  ]);
});

test.each<[string, Record<string, ModelSpec>, Record<string, ModelSpec>]>([
  ['one is removed', { notes: model, other: model }, { other: model }],
  ['one is added', { notes: model }, { notes: model, articles: model }],
  ['one of another shape comes', { notes: model }, { articles: { ...model, fields: { title: { type: 'integer' } } } }],
  ['the new one has the old one’s table', { notes: model }, { articles: { ...model, table: 'shop.notes' } }],
])('nothing is where %s', (_, before, after) => {
  expect(ofModels(before, after)).toEqual([]);
});
