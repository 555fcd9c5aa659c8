import { indexSteps } from '../../../cli/deploy/steps';
import type { Template } from '../../../cli/deploy/template';

type Indexes = Record<string, string[]>;

/** A table as TableV2 synthesises it: attributes are strings unless `types` says otherwise. */
function table(indexes: Indexes, types: Record<string, string> = {}, properties: Record<string, unknown> = {}) {
  const names = [...new Set(['id', ...Object.values(indexes).flat()])];
  return {
    Type: 'AWS::DynamoDB::GlobalTable',
    Properties: {
      TableName: 'shop.notes',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: types[AttributeName] ?? 'S' })),
      ...(Object.keys(indexes).length > 0 && {
        GlobalSecondaryIndexes: Object.entries(indexes).map(([IndexName, [partition, ...sort]]) => ({
          IndexName,
          KeySchema: [{ AttributeName: partition, KeyType: 'HASH' }, ...sort.map((AttributeName) => ({ AttributeName, KeyType: 'RANGE' }))],
          Projection: { ProjectionType: 'ALL' },
        })),
      }),
      Replicas: [
        {
          Region: 'eu-west-1',
          ...(Object.keys(indexes).length > 0 && {
            GlobalSecondaryIndexes: Object.keys(indexes).map((IndexName) => ({
              IndexName,
              ContributorInsightsSpecification: { Enabled: false },
            })),
          }),
        },
      ],
      ...properties,
    },
  };
}

const handler = (code: string) => ({ Type: 'AWS::Lambda::Function', Properties: { Code: { S3Key: code } } });
const template = (notes: object, code: string, more: Record<string, object> = {}) =>
  ({ Resources: { Notes: notes, Handler: handler(code), ...more } }) as unknown as Template;

/** What a step shows of one table and of the handler: `newest oldest | id owner | new`. */
function summary(step: Template, logicalId = 'Notes'): string {
  const properties = step.Resources?.[logicalId]?.Properties as ReturnType<typeof table>['Properties'];
  const indexes = (properties.GlobalSecondaryIndexes ?? []).map((index) => index.IndexName);
  const replicated = ((properties.Replicas[0]?.GlobalSecondaryIndexes as { IndexName: string }[] | undefined) ?? []).map(
    (i) => i.IndexName,
  );
  expect([...replicated].sort()).toEqual([...indexes].sort());
  const attributes = properties.AttributeDefinitions.map(
    (each) => each.AttributeName + (each.AttributeType === 'S' ? '' : `:${each.AttributeType}`),
  );
  const code = step.Resources?.Handler?.Properties?.Code as { S3Key: string };
  return `${indexes.sort().join(' ')} | ${attributes.sort().join(' ')} | ${code.S3Key}`;
}

const summaries = (deployed: Template, wanted: Template, logicalId?: string) => {
  const { before, after } = indexSteps(deployed, wanted);
  expect(after.at(-1)).toBe(wanted);
  return [...before, ...after].map((step) => summary(step, logicalId));
};

describe('one step, the wanted template', () => {
  test.each<[string, Indexes, Indexes]>([
    ['nothing changes', { newest: ['owner', 'at'] }, { newest: ['owner', 'at'] }],
    ['one index is made', {}, { newest: ['owner', 'at'] }],
    ['one index is dropped', { newest: ['owner', 'at'] }, {}],
  ])('where %s', (_, before, after) => {
    expect(indexSteps(template(table(before), 'old'), template(table(after), 'new')).before).toEqual([]);
    expect(indexSteps(template(table(before), 'old'), template(table(after), 'new')).after).toHaveLength(1);
  });

  test('where a table is new, with many indexes', () => {
    const wanted = template(table({ a: ['x'], b: ['y'], c: ['z'] }), 'new');
    expect(indexSteps({ Resources: {} }, wanted)).toEqual({ before: [], after: [wanted] });
  });

  test('where a table is replaced, for another name or other keys', () => {
    const wanted = template(table({ a: ['x'], b: ['y'] }, {}, { TableName: 'shop.other' }), 'new');
    expect(indexSteps(template(table({}), 'old'), wanted).after).toEqual([wanted]);
  });

  test('where an index only changes what it can keep', () => {
    const wanted = table({ a: ['x'], b: ['y'] });
    const deployed = structuredClone(wanted);
    for (const index of deployed.Properties.GlobalSecondaryIndexes ?? [])
      Object.assign(index, { WarmThroughput: { ReadUnitsPerSecond: 1 } });
    expect(indexSteps(template(deployed, 'old'), template(wanted, 'new')).after).toHaveLength(1);
  });
});

describe('several steps', () => {
  test('an edited index, which has another name, is made, then handlers change, then the old one is dropped', () => {
    expect(
      summaries(template(table({ 'newest-1': ['owner', 'at'] }), 'old'), template(table({ 'newest-2': ['owner', 'title'] }), 'new')),
    ).toEqual([
      'newest-1 newest-2 | at id owner title | old',
      'newest-1 newest-2 | at id owner title | new',
      'newest-2 | id owner title | new',
    ]);
  });

  test('indexes are made one an update, before the handlers that query them', () => {
    expect(summaries(template(table({}), 'old'), template(table({ a: ['x'], b: ['y'], c: ['x', 'z'] }), 'new'))).toEqual([
      'a | id x | old',
      'a b | id x y | old',
      'a b c | id x y z | old',
      'a b c | id x y z | new',
    ]);
  });

  test('indexes are dropped one an update, when no handler queries them', () => {
    expect(summaries(template(table({ a: ['x'], b: ['y'], c: ['x', 'z'] }), 'old'), template(table({ c: ['x', 'z'] }), 'new'))).toEqual([
      'a b c | id x y z | new',
      'b c | id x y z | new',
      'c | id x z | new',
    ]);
  });

  test('an index whose keys change under its name is dropped first', () => {
    expect(summaries(template(table({ a: ['x'] }), 'old'), template(table({ a: ['x', 'y'] }), 'new'))).toEqual([
      ' | id | old',
      'a | id x y | old',
      'a | id x y | new',
    ]);
  });

  test('an index is dropped first if a new one needs its attribute in another type', () => {
    const deployed = template(table({ byPrice: ['shop', 'price'], other: ['shop'] }), 'old');
    const wanted = template(table({ byPrice: ['shop', 'price'], cheap: ['price'] }, { price: 'N' }), 'new');
    expect(summaries(deployed, wanted)).toEqual([
      'other | id shop | old',
      'byPrice other | id price:N shop | old',
      'byPrice cheap other | id price:N shop | old',
      'byPrice cheap other | id price:N shop | new',
      'byPrice cheap | id price:N shop | new',
    ]);
  });

  test('kept indexes keep their deployed settings until the handlers change, then have the wanted ones', () => {
    const deployed = table({ kept: ['k'] });
    const wanted = table({ kept: ['k'], a: ['x'], b: ['y'] });
    Object.assign(wanted.Properties.GlobalSecondaryIndexes?.[0] ?? {}, { WarmThroughput: { ReadUnitsPerSecond: 9 } });
    const { before, after } = indexSteps(template(deployed, 'old'), template(wanted, 'new'));
    expect(JSON.stringify(before)).not.toContain('WarmThroughput');
    expect(JSON.stringify(after)).toContain('WarmThroughput');
  });

  test('tables go in step, and other resources change with the handlers', () => {
    const deployed = template(table({ a: ['x'], b: ['y'] }), 'old', { Tags: table({ gone: ['g'] }), Old: handler('old') });
    const wanted = template(table({ c: ['z'] }), 'new', { Tags: table({ p: ['p'], q: ['q'] }), New: handler('new') });
    expect(summaries(deployed, wanted)).toEqual([
      'a b c | id x y z | old',
      'a b c | id x y z | old',
      'a b c | id x y z | new',
      'b c | id y z | new',
      'c | id z | new',
    ]);
    expect(summaries(deployed, wanted, 'Tags')).toEqual([
      'gone p | g id p | old',
      'gone p q | g id p q | old',
      'gone p q | g id p q | new',
      'p q | id p q | new',
      'p q | id p q | new',
    ]);
    const { before, after } = indexSteps(deployed, wanted);
    expect(before.every((step) => step.Resources?.Old && !step.Resources?.New)).toBe(true);
    expect(after.every((step) => !step.Resources?.Old && step.Resources?.New)).toBe(true);
  });

  test('no step changes more than one index of a table', () => {
    const deployed = template(table({ a: ['x'], b: ['y'], same: ['s'] }), 'old');
    const wanted = template(table({ a: ['x', 'y'], d: ['z'], e: ['x'], same: ['s'] }), 'new');
    const { before, after } = indexSteps(deployed, wanted);
    let [previous, ...rest] = [deployed, ...before, ...after].map((step) => new Set(summary(step).split(' | ')[0]?.split(' ')));
    for (const next of rest) {
      const changed =
        [...next].filter((name) => !previous?.has(name)).length + [...(previous ?? [])].filter((name) => !next.has(name)).length;
      expect(changed).toBeLessThanOrEqual(1);
      previous = next;
    }
  });
});
