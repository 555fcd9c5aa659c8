import { join } from 'node:path';
import { type Assembly, bytesOf, type SynthesisedStack } from '../support/assembly';
import { Resolver } from '../support/cloudformation/resolve';
import { listOf, ofType } from '../support/cloudformation/template';

/** A stack with its values as a deployment has them. */
export interface Deployed {
  readonly stack: SynthesisedStack;
  /** The assembly's. */
  readonly folder: string;
  readonly resolver: Resolver;
}

/** A quota of AWS that a template can break without anybody saying so before it is deployed. */
export interface Limit {
  readonly what: string;
  readonly max: number;
  /** What counts, by what it counts for: one number for the stack, or one for each role, function, table ... */
  measure(deployed: Deployed): Readonly<Record<string, number>>;
}

export function deployedOf({ folder, stacks }: Assembly): Deployed[] {
  return stacks.map((stack) => ({ stack, folder, resolver: new Resolver(stack.template, stack.name) }));
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const cloudFormation: Limit[] = [
  { what: 'resources of a template', max: 500, measure: ({ stack }) => ({ stack: Object.keys(stack.template.Resources).length }) },
  { what: 'bytes of a template', max: 1_000_000, measure: ({ stack }) => ({ stack: Buffer.byteLength(stack.text) }) },
  { what: 'outputs of a template', max: 200, measure: ({ stack }) => ({ stack: Object.keys(stack.template.Outputs ?? {}).length }) },
  { what: 'parameters of a template', max: 200, measure: ({ stack }) => ({ stack: Object.keys(stack.template.Parameters ?? {}).length }) },
];

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const iam: Limit[] = [{ what: 'characters of inline policy of a role', max: 10_240, measure: inlinePolicies }];

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const lambda: Limit[] = [
  {
    what: 'bytes of environment of a function',
    max: 4_096,
    measure: (deployed) =>
      each(deployed, 'AWS::Lambda::Function', ({ Environment }) => JSON.stringify(Environment?.Variables ?? {}).length),
  },
  { what: 'bytes of code of a function, unzipped', max: 250 * 1024 * 1024, measure: code },
  { what: 'characters of description of a function', max: 256, measure: descriptions('AWS::Lambda::Function') },
  { what: 'bytes of resource policy of a function', max: 20_480, measure: resourcePolicies },
];

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
const dynamodb: Limit[] = [
  {
    what: 'indexes of a table',
    max: 20,
    measure: (deployed) =>
      each(deployed, 'AWS::DynamoDB::GlobalTable', ({ GlobalSecondaryIndexes }) => listOf(GlobalSecondaryIndexes).length),
  },
  {
    what: 'characters of a table’s name',
    max: 255,
    measure: (deployed) => each(deployed, 'AWS::DynamoDB::GlobalTable', ({ TableName }) => TableName.length),
  },
  {
    what: 'characters of an index’s name',
    max: 255,
    measure: (deployed) =>
      each(deployed, 'AWS::DynamoDB::GlobalTable', ({ GlobalSecondaryIndexes }) =>
        Math.max(0, ...listOf<any>(GlobalSecondaryIndexes).map(({ IndexName }) => IndexName.length)),
      ),
  },
];

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const apiGateway: Limit[] = [
  { what: 'routes of an API', max: 300, measure: countOf('AWS::ApiGatewayV2::Route') },
  { what: 'integrations of an API', max: 300, measure: countOf('AWS::ApiGatewayV2::Integration') },
  { what: 'authorizers of an API', max: 10, measure: countOf('AWS::ApiGatewayV2::Authorizer') },
  {
    what: 'characters of an API’s name',
    max: 128,
    measure: (deployed) => each(deployed, 'AWS::ApiGatewayV2::Api', ({ Name }) => Name.length),
  },
];

/** Those of what stands around: https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html and the pages of the API calls. */
const others: Limit[] = [
  {
    what: 'bytes of a parameter’s value',
    max: 8_192,
    measure: (deployed) => each(deployed, 'AWS::SSM::Parameter', ({ Value }) => Value.length),
  },
  {
    what: 'characters of an event pattern',
    max: 2_048,
    measure: (deployed) => each(deployed, 'AWS::Events::Rule', ({ EventPattern = '' }) => JSON.stringify(EventPattern).length),
  },
  { what: 'characters of description of an event rule', max: 512, measure: descriptions('AWS::Events::Rule') },
];

export const LIMITS: readonly Limit[] = [...cloudFormation, ...iam, ...lambda, ...dynamodb, ...apiGateway, ...others];

/** A number for each resource of a type, of its resolved properties. */
function each({ stack, resolver }: Deployed, type: string, measure: (properties: any) => number): Record<string, number> {
  const resources = ofType(stack.template, type);
  return Object.fromEntries(resources.map(([id, { Properties }]) => [id, measure(resolver.resolve(Properties ?? {}))]));
}

function descriptions(type: string): Limit['measure'] {
  return (deployed) => each(deployed, type, ({ Description = '' }) => Description.length);
}

/** How many of a type each API has. */
function countOf(type: string): Limit['measure'] {
  return ({ stack }) => {
    const counts: Record<string, number> = {};
    for (const [, { Properties }] of ofType(stack.template, type)) {
      counts[Properties.ApiId.Ref] = (counts[Properties.ApiId.Ref] ?? 0) + 1;
    }
    return counts;
  };
}

/** IAM adds up all inline policies of a role, and counts no white space. */
function inlinePolicies({ stack, resolver }: Deployed): Record<string, number> {
  const sums = Object.fromEntries(ofType(stack.template, 'AWS::IAM::Role').map(([id]) => [id, 0]));
  const add = (role: string, document: unknown) => {
    sums[role] = (sums[role] ?? 0) + JSON.stringify(resolver.resolve(document)).replace(/\s/g, '').length;
  };
  for (const [id, { Properties }] of ofType(stack.template, 'AWS::IAM::Role')) {
    for (const { PolicyDocument } of listOf<any>(Properties.Policies)) add(id, PolicyDocument);
  }
  for (const [, { Properties }] of ofType(stack.template, 'AWS::IAM::Policy')) {
    for (const { Ref } of listOf<any>(Properties.Roles)) add(Ref, Properties.PolicyDocument);
  }
  return sums;
}

/** The folder that `Code.S3Key` is the zip of. */
function code({ stack, folder }: Deployed): Record<string, number> {
  const functions = ofType(stack.template, 'AWS::Lambda::Function').filter(([, { Properties }]) => Properties.Code.S3Key);
  return Object.fromEntries(
    functions.map(([id, { Properties }]) => {
      const asset = stack.assets.files[Properties.Code.S3Key.replace(/\.zip$/, '')];
      if (!asset) throw new Error(`${id}: the assembly publishes no ${Properties.Code.S3Key}`);
      return [id, bytesOf(join(folder, asset.source.path))];
    }),
  );
}

/** Each permission is a statement of the function's policy, of the members here and its own. */
function resourcePolicies({ stack, resolver }: Deployed): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const [id, { Properties }] of ofType(stack.template, 'AWS::Lambda::Permission')) {
    const { FunctionName, ...rest } = resolver.resolve(Properties);
    const statement = JSON.stringify({ Sid: id, Effect: 'Allow', Condition: { ArnLike: {} }, Resource: FunctionName, ...rest });
    sums[FunctionName] = (sums[FunctionName] ?? 0) + statement.length;
  }
  return sums;
}
