import { deadLetterQueues, loggingFunctions } from '../../../../cli/dev/logs/sources';
import { MANIFEST } from '../../support';

const MANIFEST_WITH = {
  ...MANIFEST,
  functions: { functions: { greet: { input: {}, output: {}, invoke: 'direct', triggers: [] } } },
} as const;
const lambda = (path: string | undefined, properties: Readonly<Record<string, unknown>> = {}) => ({
  Type: 'AWS::Lambda::Function',
  Properties: properties,
  ...(path && { Metadata: { 'aws:cdk:path': path } }),
});
const arn = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] as const });

const TEMPLATE = {
  Resources: {
    Greet: lambda('Shop/Backend/Functions/greet/Handler/Function/Resource', { LoggingConfig: { LogGroup: { Ref: 'GreetLog' } } }),
    Data: lambda('Shop/Backend/Data/Handler/Function/Resource', { LoggingConfig: { LogGroup: { Ref: 'DataLog' } } }),
    Dispatcher: lambda('Shop/Backend/Functions/Dispatcher/Handler/Function/Resource'),
    Theirs: lambda('Shop/Plain/Resource'),
    Unnamed: lambda(undefined),
    Emptying: lambda('Shop/Custom::S3AutoDeleteObjectsCustomResourceProvider/Handler'),
    Singleton: lambda('Shop/AWS679f53fac002430cb0da5b7982bd2287/Resource'),
    Queue: { Type: 'AWS::SQS::Queue', Properties: { RedrivePolicy: { deadLetterTargetArn: arn('Dead'), maxReceiveCount: 5 } } },
    Dead: { Type: 'AWS::SQS::Queue' },
    Failures: { Type: 'AWS::SQS::Queue' },
    FromQueue: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { FunctionName: { Ref: 'Greet' }, EventSourceArn: arn('Queue') } },
    FromStream: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        FunctionName: { Ref: 'Dispatcher' },
        EventSourceArn: arn('Table'),
        MaximumRetryAttempts: 10,
        DestinationConfig: { OnFailure: { Destination: arn('Failures') } },
      },
    },
    WithoutOne: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { FunctionName: { Ref: 'Theirs' }, EventSourceArn: arn('Dead') } },
  },
};

test('functions by the names of the app, handlers by what they do; CDK’s own are left out', () => {
  expect(loggingFunctions(TEMPLATE, [MANIFEST_WITH])).toEqual([
    { name: 'greet', own: true, logGroupId: 'GreetLog', logicalId: 'Greet' },
    { name: 'data', own: false, logGroupId: 'DataLog', logicalId: 'Data' },
    { name: 'dispatcher', own: false, logGroupId: undefined, logicalId: 'Dispatcher' },
    { name: 'Plain', own: true, logGroupId: undefined, logicalId: 'Theirs' },
    { name: 'Unnamed', own: true, logGroupId: undefined, logicalId: 'Unnamed' },
  ]);
});

test('what keeps their failures: behind a queue, and behind a stream', () => {
  expect(deadLetterQueues(TEMPLATE, loggingFunctions(TEMPLATE, [MANIFEST_WITH]))).toEqual([
    { logicalId: 'Dead', functionName: 'greet', attempts: 5 },
    { logicalId: 'Failures', functionName: 'dispatcher', attempts: 11 },
  ]);
});
