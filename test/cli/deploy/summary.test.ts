import type { StackPlan } from '../../../cli/deploy/plan';
import { indexSteps } from '../../../cli/deploy/steps';
import { summarise } from '../../../cli/deploy/summary';
import type { Template } from '../../../cli/deploy/template';
import { joinTree } from '../../../cli/deploy/tree';
import type { Manifest } from '../../../lib/manifest';

const table = (name: string, policy: string, settings: object = {}) => ({
  Type: 'AWS::DynamoDB::GlobalTable',
  DeletionPolicy: policy,
  Properties: { TableName: name, KeySchema: [], Replicas: [{ Region: 'r', ...settings }] },
});
const SAFE = { DeletionProtectionEnabled: true, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } };

const stack = (resources: Record<string, object>) => joinTree(new Map([['', { Resources: resources } as unknown as Template]]));

function plan(before: Record<string, object> | undefined, after: Record<string, object>, manifests: Partial<StackPlan> = {}): StackPlan {
  const [deployed, wanted] = [before && stack(before), stack(after)];
  const steps = deployed ? indexSteps(deployed, wanted) : [{ does: 'switch', indexes: [], template: wanted } as const];
  return { stack: { stackName: 'Shop' }, deployed, wanted, before: [], after: [], ...manifests, steps } as unknown as StackPlan;
}
const manifest = (fields: object): Manifest => ({
  manifestVersion: 1,
  backendId: 'shop',
  data: { models: { notes: { fields: fields as never, rules: [{ allow: 'owner' }], indexes: {} } } },
});

test('a first deployment says what it makes, and is no concern', () => {
  expect(summarise([plan(undefined, { A: table('a', 'Delete') }, { after: [manifest({})] })])).toEqual({
    lines: ['+ model notes', 'Shop, one step:', '  make the stack'],
    concerns: [],
  });
});

test('tables that leave, by what becomes of them', () => {
  const leaving = {
    Kept: table('kept', 'RetainExceptOnCreate', SAFE),
    Held: table('held', 'Delete', SAFE),
    Lost: table('lost', 'Delete'),
  };
  const { lines, concerns } = summarise([plan(leaving, {})]);
  expect(lines).toEqual([
    'Data:',
    expect.stringMatching(/the table kept leaves the stack and is kept with its items/),
    expect.stringMatching(/the table held leaves the stack and is protected .* the deployment will fail/),
    '  the table lost is deleted with all its items',
    'Shop, one step:',
    '  switch to the new declaration, handlers and functions together',
  ]);
  expect(concerns).toEqual(['items are deleted', 'tables leave the stack or lose protection']);
});

test('protection, recovery and retention that are lifted', () => {
  const { lines, concerns } = summarise([plan({ A: table('a', 'Retain', SAFE) }, { A: table('a', 'Delete') })]);
  expect(lines.slice(0, 4)).toEqual([
    'Data:',
    '  the table a is no longer protected from deletion',
    '  the table a loses its point-in-time recovery, and what it could restore',
    '  the table a will be deleted with its stack',
  ]);
  expect(concerns).toEqual(['tables leave the stack or lose protection']);
  expect(summarise([plan({ A: table('a', 'Delete') }, { A: table('a', 'Retain', SAFE) })]).concerns).toEqual([]);
});

const handler = (code: string) => ({ Type: 'AWS::Lambda::Function', Properties: { Code: code } });

test('what is as declared already', () => {
  expect(summarise([plan({ H: handler('old') }, { H: handler('old') })])).toEqual({ lines: ['Shop is as declared'], concerns: [] });
});

test('what breaks deployed clients', () => {
  const before = [manifest({ title: { type: 'string' } })];
  const after = [manifest({ title: { type: 'string', required: true } })];
  const { lines, concerns } = summarise([plan({ H: handler('old') }, { H: handler('new') }, { before, after })]);
  expect(lines).toEqual([
    '~ field notes.title: required unset → true',
    'Clients that are deployed:',
    '  field notes.title: who does not send it is refused',
    'Shop, one step:',
    '  switch to the new declaration, handlers and functions together',
  ]);
  expect(concerns).toEqual(['deployed clients do not go on as before']);
});
