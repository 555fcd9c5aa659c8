import { describeIndexes, listParameters } from '../../../cli/openapi/list-parameters';
import type { DataSection, ModelSpec } from '../../../lib/manifest';
import { EXAMPLE } from '../../lib/manifest/example';

const { notes, tags } = (EXAMPLE.data as DataSection).models as { notes: ModelSpec; tags: ModelSpec };
const namesOf = (model: ModelSpec) => listParameters('Notes', model).map(({ name }) => name);
const parameterOf = (model: ModelSpec, name: string) => listParameters('Notes', model).find((parameter) => parameter.name === name);

test('a list takes the attributes of its indexes, ranges of those that sort, beginnings of those that are text', () => {
  expect(namesOf(notes).join(' ')).toBe(
    'index order limit cursor filter owner kind published ' +
      'createdAt createdAt.lt createdAt.le createdAt.gt createdAt.ge createdAt.beginsWith ' +
      'stars stars.lt stars.le stars.gt stars.ge title title.lt title.le title.gt title.ge title.beginsWith',
  );
  expect(parameterOf(notes, 'index')?.schema).toEqual({ type: 'string', enum: ['newest', 'byKind'] });
});

test('what is compared has a type and not the limits of what is written', () => {
  expect(parameterOf(notes, 'title')?.schema).toEqual({ type: 'string' });
  expect(parameterOf(notes, 'stars.ge')?.schema).toEqual({ type: 'integer' });
  expect(parameterOf(notes, 'kind')?.schema).toEqual({ type: 'string', enum: ['draft', 'final'] });
  expect(parameterOf(notes, 'owner')?.description).toContain('`me` is the caller');
});

test('a model that may scan takes conditions on every field that holds one value', () => {
  expect(namesOf(tags)).toEqual(expect.arrayContaining(['label', 'label.beginsWith', 'id', 'version.gt', 'createdAt.lt']));
  expect(namesOf(tags)).not.toContain('index');
  expect(namesOf(tags)).not.toContain('order');
  expect(namesOf(tags)).not.toContain('owner');
  expect(namesOf({ ...notes, allowScan: true })).not.toContain('extra');
});

test('says which conditions go together', () => {
  expect(describeIndexes(notes)).toContain('- `byKind`: needs kind, published, and if wanted stars, then title');
  expect(describeIndexes(notes)).toContain('A list needs an index.');
  expect(describeIndexes(tags)).toBe('Without an index the whole table is read, and any conditions hold.');
});
