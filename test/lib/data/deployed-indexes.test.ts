import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestedStack, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Backend, type IndexOptions } from '../../../lib';
import { indexName } from '../../../lib/manifest';
import { NOTES, stackOf } from '../support';

const here = process.cwd();
const folder = mkdtempSync(join(tmpdir(), 'plinth-noted-'));
const newest = { partition: ['owner'], sort: ['createdAt'] };
const byTitle = { partition: ['owner'], sort: ['title'] };
beforeAll(() => {
  process.chdir(folder);
  writeFileSync(
    'plinth.deployed.json',
    JSON.stringify({ Shop: { 'Shop.notes': [indexName('newest', newest)] }, Other: { 'Shop.tasks': [] } }),
  );
});
afterEach(() => {
  delete process.env.PLINTH_STEPS;
});
afterAll(() => {
  process.chdir(here);
  rmSync(folder, { recursive: true });
});

function synthesise(indexes: Record<string, IndexOptions>, model = 'notes', scope: (stack: Stack) => Stack = (stack) => stack) {
  const stack = stackOf();
  new Backend(scope(stack), 'Backend').data.addModel(model, { ...NOTES, indexes });
  return () => Template.fromStack(stack);
}

test('two changes of a table that is known are refused, named, with what does them', () => {
  const refusal =
    /data\.models\.notes\.indexes: \+ byTitle-\w+, - newest-\w+ are 2 changes of the table Shop\.notes, .*npx plinth deploy.*plinth\.deployed\.json says what Shop has/;
  expect(synthesise({ byTitle })).toThrow(refusal);
  expect(synthesise({ byTitle }, 'notes', (stack) => new NestedStack(stack, 'Inner'))).toThrow(refusal);
  // An edited index is one made and one dropped.
  expect(synthesise({ newest: byTitle })).toThrow(/\+ newest-\w+, - newest-\w+ are 2 changes/);
});

test('one change passes, and so do two of a table that is not known, or by who deploys in steps', () => {
  expect(synthesise({ newest, byTitle })).not.toThrow();
  expect(synthesise({})).not.toThrow();
  expect(synthesise({ newest, byTitle }, 'tasks')).not.toThrow();
  process.env.PLINTH_STEPS = '1';
  expect(synthesise({ byTitle })).not.toThrow();
});
