import { indexSteps } from '../../cli/deploy/steps';
import { type Assembly, synthesise } from '../support/assembly';
import { Resolver } from '../support/cloudformation/resolve';
import type { Template } from '../support/cloudformation/template';
import { type Deployed, deployedOf, LIMITS } from './limits';

jest.setTimeout(60_000);

const APPS = ['notebooks', 'minimal', 'four-hundred', 'crowded'];
/** The largest template that CloudFormation takes in a request: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MAX_INLINE_BODY = 51_200;

let assemblies: Assembly[];
beforeAll(async () => {
  assemblies = await Promise.all(
    APPS.map((name) => synthesise(`test/limits/apps/${name}.ts`, `limits/sizes/${name}`, { validate: false })),
  );
});

/** What is beyond a limit, a line each. */
function beyond(deployed: Deployed): string[] {
  return LIMITS.flatMap(({ what, max, measure }) =>
    Object.entries(measure(deployed))
      .filter(([, value]) => value > max)
      .map(([of, value]) => `${of}: ${value} ${what}, at most ${max}`),
  );
}

test.each(APPS)('%s keeps within every limit', (app) => {
  const stacks = deployedOf(assemblies[APPS.indexOf(app)]!);
  expect(stacks.flatMap(beyond)).toEqual([]);
  expect(stacks).toHaveLength(1);
});

test('400 models are measured: a table each, and all else as for one', () => {
  const [, one, all] = assemblies.map(({ stacks }) => Object.values(stacks[0]!.template.Resources).map(({ Type }) => Type));
  const others = (types: string[]) => types.filter((type) => type !== 'AWS::DynamoDB::GlobalTable').sort();
  expect(all!.filter((type) => type === 'AWS::DynamoDB::GlobalTable')).toHaveLength(400);
  expect(others(all!)).toEqual(others(one!));
});

test.each(APPS)('the first deployment of %s makes all indexes at once, with their tables', (app) => {
  const { template } = assemblies[APPS.indexOf(app)]!.stacks[0]!;
  expect(indexSteps({ Resources: {} }, { ...template }).map((step) => step.template)).toEqual([template]);
});

test.each(APPS)('%s is deployed from the bootstrap bucket, whatever its size', (app) => {
  const { name, artifact, assets } = assemblies[APPS.indexOf(app)]!.stacks[0]!;
  const [, key] = /\/([0-9a-f]{64})\.json$/.exec(String(artifact.properties.stackTemplateAssetObjectUrl)) ?? [];
  expect(assets.files[key!]?.source.path).toBe(`${name}.template.json`);
});

test('that is needed: the example is larger than what a request carries', () => {
  expect(Buffer.byteLength(assemblies[0]!.stacks[0]!.text)).toBeGreaterThan(MAX_INLINE_BODY);
});

describe('what is beyond a limit is seen', () => {
  const lambdaOf = (Properties: object): Template['Resources'] => ({
    F: { Type: 'AWS::Lambda::Function', Properties: { Code: {}, ...Properties } },
  });
  const tableOf = (Properties: object): Template['Resources'] => ({
    T: { Type: 'AWS::DynamoDB::GlobalTable', Properties: { TableName: 'shop.notes', ...Properties } },
  });
  const indexes = (count: number, length = 3) => Array.from({ length: count }, () => ({ IndexName: 'x'.repeat(length) }));
  const many = (count: number, Type: string, Properties: object = {}): Template['Resources'] =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`R${at}`, { Type, Properties }]));
  const ofApi = { ApiId: { Ref: 'A' } };
  const statements = (count: number) => ({
    Statement: Array.from({ length: count }, () => ({
      Effect: 'Allow',
      Action: 'sqs:SendMessage',
      Resource: { 'Fn::GetAtt': ['Q', 'Arn'] },
    })),
  });

  test.each<[string, Template['Resources']]>([
    ['resources of a template', many(501, 'AWS::IAM::User')],
    ['bytes of a template', many(1, 'AWS::IAM::User', { Path: 'x'.repeat(1_000_000) })],
    [
      // Neither policy is, and both are only once the queue's ARN is there.
      'characters of inline policy of a role',
      {
        Q: { Type: 'AWS::SQS::Queue' },
        R: { Type: 'AWS::IAM::Role', Properties: { Policies: [{ PolicyDocument: statements(50) }] } },
        P: { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'R' }], PolicyDocument: statements(50) } },
      },
    ],
    [
      'bytes of environment of a function',
      {
        Q: { Type: 'AWS::SQS::Queue' },
        ...lambdaOf({ Environment: { Variables: { QUEUES: { 'Fn::Join': [',', Array.from({ length: 60 }, () => ({ Ref: 'Q' }))] } } } }),
      },
    ],
    ['characters of description of a function', lambdaOf({ Description: 'x'.repeat(257) })],
    [
      'bytes of resource policy of a function',
      {
        ...lambdaOf({}),
        ...many(150, 'AWS::Lambda::Permission', { FunctionName: { 'Fn::GetAtt': ['F', 'Arn'] }, Action: 'lambda:InvokeFunction' }),
      },
    ],
    ['indexes of a table', tableOf({ GlobalSecondaryIndexes: indexes(21) })],
    ['characters of a table’s name', tableOf({ TableName: 'x'.repeat(256) })],
    ['characters of an index’s name', tableOf({ GlobalSecondaryIndexes: indexes(1, 256) })],
    ['routes of an API', many(301, 'AWS::ApiGatewayV2::Route', ofApi)],
    ['integrations of an API', many(301, 'AWS::ApiGatewayV2::Integration', ofApi)],
    ['authorizers of an API', many(11, 'AWS::ApiGatewayV2::Authorizer', ofApi)],
    ['characters of an API’s name', many(1, 'AWS::ApiGatewayV2::Api', { Name: 'x'.repeat(129) })],
    ['bytes of a parameter’s value', many(1, 'AWS::SSM::Parameter', { Value: 'x'.repeat(8_193) })],
    ['characters of an event pattern', many(1, 'AWS::Events::Rule', { EventPattern: { source: ['x'.repeat(2_048)] } })],
    ['characters of description of an event rule', many(1, 'AWS::Events::Rule', { Description: 'x'.repeat(513) })],
  ])('%s', (what, Resources) => {
    const template: Template = { Resources };
    const stack = { ...assemblies[1]!.stacks[0]!, template, text: JSON.stringify(template) };
    const lines = beyond({ stack, folder: assemblies[1]!.folder, resolver: new Resolver(template, 'Shop') });
    expect(lines).toEqual([expect.stringContaining(what)]);
  });
});
