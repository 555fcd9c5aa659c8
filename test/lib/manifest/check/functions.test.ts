import { checkManifest, type FunctionSpec, type Manifest } from '../../../../lib/manifest';
import { EXAMPLE } from '../example';

const fn = (changes: Partial<FunctionSpec>): Manifest => ({
  ...EXAMPLE,
  functions: { functions: { run: { input: {}, output: {}, invoke: 'direct', triggers: [], ...changes } } },
});
const change = (model: string, operations: ('create' | 'update')[] = ['create']) => ({ on: 'change' as const, model, operations });
const every = (expression: string) => ({ on: 'schedule' as const, expression });

test.each<[string, Manifest]>([
  ['a trigger only', fn({ triggers: [change('notes'), change('tags')] })],
  ['schedules', fn({ triggers: [every('rate(1 day)'), every('cron(0 12 * * ? *)')] })],
])('%s is right', (_, manifest) => {
  expect(checkManifest(manifest)).toEqual([]);
});

test.each<[string, Manifest, string]>([
  ['functions.functions.run', fn({}), 'never runs; add `rules: [Rule.authenticated()]`'],
  ['functions.functions.run.rules', fn({ rules: [] }), 'admits nobody'],
  ['functions.functions.run.triggers[0].model', fn({ triggers: [change('note')] }), 'did you mean "notes"?'],
  ['functions.functions.run.triggers[0].operations', fn({ triggers: [change('notes', [])] }), 'never runs'],
  ['functions.functions.run.triggers[0].space', fn({ triggers: [{ on: 'file', space: 'attachment' }] }), 'did you mean "attachments"?'],
  ['functions.functions.run.triggers[0].expression', fn({ triggers: [every('5 minutes')] }), '"rate(5 minutes)"'],
  ['functions.functions.run.triggers', fn({ triggers: [change('notes'), change('notes', ['update'])] }), 'would run twice'],
])('at %s: %#', (path, manifest, message) => {
  expect(checkManifest(manifest)).toEqual([{ path, message: expect.stringContaining(message) }]);
});
