import * as fc from 'fast-check';
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
  const steps = indexSteps(deployed, wanted);
  expect(steps.at(-1)?.template).toBe(wanted);
  expect(steps.filter(({ does }) => does === 'switch')).toHaveLength(1);
  return steps.map(({ template }) => summary(template, logicalId));
};
const words = (deployed: Template, wanted: Template) =>
  indexSteps(deployed, wanted).map(({ does, indexes }) => [does, ...indexes.map((index) => index.indexName)].join(' '));

describe('one step, the wanted template', () => {
  test('where nothing changes', () => {
    expect(words(template(table({ newest: ['owner', 'at'] }), 'old'), template(table({ newest: ['owner', 'at'] }), 'new'))).toEqual([
      'switch',
    ]);
  });

  test('where a table is new, with many indexes', () => {
    expect(words({ Resources: {} }, template(table({ a: ['x'], b: ['y'], c: ['z'] }), 'new'))).toEqual(['switch']);
  });

  test('where a table is replaced, for another name or other keys', () => {
    const wanted = template(table({ a: ['x'], b: ['y'] }, {}, { TableName: 'shop.other' }), 'new');
    expect(words(template(table({}), 'old'), wanted)).toEqual(['switch']);
  });

  test('where an index only changes what it can keep', () => {
    const wanted = table({ a: ['x'], b: ['y'] });
    const deployed = structuredClone(wanted);
    for (const index of deployed.Properties.GlobalSecondaryIndexes ?? [])
      Object.assign(index, { WarmThroughput: { ReadUnitsPerSecond: 1 } });
    expect(words(template(deployed, 'old'), template(wanted, 'new'))).toEqual(['switch']);
  });
});

describe('several steps', () => {
  test.each<[string, Indexes, Indexes, string[]]>([
    ['one index is made, before anything asks for it', {}, { newest: ['owner', 'at'] }, ['make newest', 'switch']],
    ['one index is dropped, when nothing asks for it', { newest: ['owner', 'at'] }, {}, ['switch', 'drop newest']],
  ])('where %s', (_, before, after, steps) => {
    expect(words(template(table(before), 'old'), template(table(after), 'new'))).toEqual(steps);
  });

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
    const steps = indexSteps(template(deployed, 'old'), template(wanted, 'new'));
    expect(steps.map(({ template }) => JSON.stringify(template).includes('WarmThroughput'))).toEqual([false, false, true]);
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
    expect(words(deployed, wanted)).toEqual(['make c p', 'make q', 'switch', 'drop a gone', 'drop b']);
    expect(indexSteps(deployed, wanted).map(({ template: { Resources = {} } }) => ['Old', 'New'].filter((id) => Resources[id]))).toEqual([
      ['Old'],
      ['Old'],
      ['New'],
      ['New'],
      ['New'],
    ]);
  });

  test('a full table makes room first', () => {
    const full = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`i${at}`, ['x']]));
    const { i0: _, i1: __, ...kept } = full;
    const steps = words(template(table(full), 'old'), template(table({ ...kept, a: ['x'] }), 'new'));
    expect(steps).toEqual(['drop i0', 'make a', 'switch', 'drop i1']);
  });

  test('no step changes more than one index of a table', () => {
    const deployed = template(table({ a: ['x'], b: ['y'], same: ['s'] }), 'old');
    const wanted = template(table({ a: ['x', 'y'], d: ['z'], e: ['x'], same: ['s'] }), 'new');
    const templates = indexSteps(deployed, wanted).map((step) => step.template);
    expect([deployed, ...templates].slice(0, -1).map((each, at) => indexChanges(each, templates[at] as Template))).toEqual([
      1, 1, 1, 1, 0, 1,
    ]);
  });

  test('whatever changes, each step changes one index of a table, and the switch none', () => {
    const key = fc.constantFrom('x', 'y', 'z', 'n');
    const some = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), fc.uniqueArray(key, { minLength: 1, maxLength: 3 }), {
      noNullPrototype: true,
    });
    const types = fc.record({ n: fc.constantFrom('S', 'N') });
    fc.assert(
      fc.property(some, some, types, types, (before, after, typesBefore, typesAfter) => {
        const [deployed, wanted] = [template(table(before, typesBefore), 'old'), template(table(after, typesAfter), 'new')];
        const steps = indexSteps(deployed, wanted);
        let previous = deployed;
        for (const { does, indexes, template: next } of steps) {
          expect(indexChanges(previous, next)).toBe(does === 'switch' ? 0 : 1);
          expect(indexes).toHaveLength(does === 'switch' ? 0 : 1);
          previous = next;
        }
        expect(previous).toBe(wanted);
      }),
    );
  });

  test('the steps that are left, wherever it was interrupted, are those that an uninterrupted one would have gone on with', () => {
    const deployed = template(table({ a: ['x'], b: ['y'] }), 'old', { Tags: table({ gone: ['g'] }) });
    const wanted = template(table({ c: ['z'], d: ['x'] }), 'new', { Tags: table({ p: ['p'] }) });
    const steps = indexSteps(deployed, wanted);
    for (const [at, { does, template: reached }] of steps.entries()) {
      const switched = does === 'switch' || steps.slice(0, at).some((step) => step.does === 'switch');
      expect(words(reached, wanted)).toEqual([...(switched ? ['switch'] : []), ...words(deployed, wanted).slice(at + 1)]);
    }
  });

  test('protection, recovery and retention stay as they are until the switch, and are as wanted from then on', () => {
    const lasting = (indexes: Indexes, name: string) => ({
      ...table(indexes, {}, { Replicas: [{ Region: 'r', DeletionProtectionEnabled: true, PointInTimeRecoverySpecification: name }] }),
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
    const steps = indexSteps(template(lasting({ a: ['x'] }, 'old'), 'old'), template(lasting({ b: ['y'] }, 'new'), 'new'));
    expect(steps.map(({ template: { Resources = {} } }) => Resources.Notes)).toEqual(
      ['old', 'new', 'new'].map((name) =>
        expect.objectContaining({
          DeletionPolicy: 'RetainExceptOnCreate',
          UpdateReplacePolicy: 'Retain',
          Properties: expect.objectContaining({
            Replicas: [{ Region: 'r', DeletionProtectionEnabled: true, PointInTimeRecoverySpecification: name }],
          }),
        }),
      ),
    );
  });
});

/** How many indexes of `Notes` two templates differ in. */
function indexChanges(before: Template, after: Template): number {
  const [a = '', b = ''] = [before, after].map((step) => summary(step).split(' | ')[0]);
  const names = [a, b].map((text) => new Set(text.split(' ').filter(Boolean)));
  return (
    [...(names[0] ?? [])].filter((name) => !names[1]?.has(name)).length +
    [...(names[1] ?? [])].filter((name) => !names[0]?.has(name)).length
  );
}
