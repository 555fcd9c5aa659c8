import { deployedSources } from '../../../../cli/dev/logs/deployed';
import { readAssembly } from '../../../../cli/read/assembly';
import { assemblyFiles, deployedStack, MANIFEST, temporaryFolder } from '../../support';

const folder = temporaryFolder();
const lambda = (path: string, properties: object = {}) => ({
  Type: 'AWS::Lambda::Function',
  Properties: properties,
  Metadata: { 'aws:cdk:path': path },
});
const arn = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

test('logs and queues by what CloudFormation called them, those of nested stacks too', async () => {
  const outer = {
    Resources: {
      Data: lambda('Shop/Backend/Data/Handler/Function/Resource', { LoggingConfig: { LogGroup: { Ref: 'Log' } } }),
      Inner: { Type: 'AWS::CloudFormation::Stack', Metadata: { 'aws:asset:path': 'Inner.json' } },
    },
  };
  const inner = {
    Resources: {
      Plain: lambda('Shop/Inner/Plain/Resource'),
      Queue: { Type: 'AWS::SQS::Queue', Properties: { RedrivePolicy: { deadLetterTargetArn: arn('Dead'), maxReceiveCount: 5 } } },
      Mapping: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { FunctionName: { Ref: 'Plain' }, EventSourceArn: arn('Queue') } },
      Gone: lambda('Shop/Inner/Gone/Resource'),
    },
  };
  for (const [name, content] of Object.entries({ ...assemblyFiles(outer), 'Inner.json': inner })) folder.write(name, content);
  const [stack] = readAssembly(folder.path);
  const deployed = {
    ...deployedStack({}),
    physicalId: async (stackName: string, logicalId: string) => (logicalId === 'Gone' ? undefined : `${stackName}/${logicalId}`),
  };
  expect(await deployedSources(deployed, [stack!], [MANIFEST])).toEqual({
    logs: [
      { name: 'data', own: false, logGroup: 'Shop/Log' },
      { name: 'Plain', own: true, logGroup: '/aws/lambda/Shop/Inner/Plain' },
    ],
    queues: [{ functionName: 'Plain', attempts: 5, url: 'Shop/Inner/Dead' }],
  });
});
