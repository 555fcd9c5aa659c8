import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { addEverything, stackOf } from './support';

/** Written anew with `UPDATE_ROLES=1 npm test -- test/lib/roles`, to be read in the change that does so. */
const TABLE = join(__dirname, 'roles.txt');

/** CloudFormation's functions as text: `<Table.Arn>/index/*`. */
function flat(value: any): string {
  if (typeof value === 'string') return value;
  if (value['Fn::Join']) return value['Fn::Join'][1].map(flat).join('');
  if (value['Fn::GetAtt']) return `<${value['Fn::GetAtt'][0].replace(/[0-9A-F]{8}$/, '')}>`;
  if (value.Ref) return value.Ref.startsWith('AWS::') ? '' : `<${value.Ref.replace(/[0-9A-F]{8}$/, '')}>`;
  return JSON.stringify(value);
}

/** Each role's rights, a line for each action on each resource. */
function rights(resources: Record<string, any>): string[] {
  const documents = Object.entries(resources).flatMap(([id, { Type, Properties }]): [string, any][] => {
    if (Type === 'AWS::IAM::Role') return (Properties.Policies ?? []).map((policy: any) => [id, policy.PolicyDocument]);
    if (Type === 'AWS::IAM::Policy') return Properties.Roles.map((role: any) => [role.Ref, Properties.PolicyDocument]);
    return [];
  });
  return documents.flatMap(([role, { Statement }]) =>
    Statement.flatMap(({ Effect, Action, Resource, Condition }: any) =>
      [Action].flat().flatMap((action: string) =>
        [Resource].flat().map((resource: unknown) => {
          const name = role.replace(/[0-9A-F]{8}$/, '').replace(/^Backend/, '');
          const condition = Condition ? ` if ${JSON.stringify(Condition)}` : '';
          return `${name.padEnd(34)} ${Effect === 'Allow' ? '' : 'DENY '}${action.padEnd(36)} ${flat(resource)}${condition}`;
        }),
      ),
    ),
  );
}

test('each role has the rights of the committed table and no others', () => {
  const stack = stackOf();
  addEverything(stack);
  const lines = rights(Template.fromStack(stack).toJSON().Resources).filter((line) => !line.startsWith('Greet'));
  const table = `${[...new Set(lines)].sort().join('\n')}\n`;
  if (process.env.UPDATE_ROLES === '1') writeFileSync(TABLE, table);
  expect(table).toBe(readFileSync(TABLE, 'utf8'));
});

test('no role has a managed policy', () => {
  const stack = stackOf();
  addEverything(stack);
  const roles = Object.entries(Template.fromStack(stack).findResources('AWS::IAM::Role'));
  const managed = roles.filter(([, { Properties }]) => Properties.ManagedPolicyArns).map(([id]) => id.replace(/[0-9A-F]{8}$/, ''));
  // CDK's own function that empties a bucket, and the function that the test brings along.
  expect(managed.sort()).toEqual(['CustomS3AutoDeleteObjectsCustomResourceProviderRole', 'GreetServiceRole']);
});
