import {
  CloudFormationClient,
  DescribeStackResourceCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { type Deployed, deployedManifests, deployedOnAws } from '../../../cli/read/deployed';
import { MANIFEST } from '../support';

const stacks = mockClient(CloudFormationClient);
const tables = mockClient(DynamoDBClient);
const objects = mockClient(S3Client);
let deployed: Deployed;
beforeEach(async () => {
  stacks.reset();
  tables.reset();
  objects.reset();
  deployed = await deployedOnAws({ env: {}, region: 'eu-west-1' });
});

const fault = (name: string, message: string) => Object.assign(new Error(message), { name });
const stack = (StackStatus: string, Outputs?: { OutputKey: string; OutputValue: string }[]) => ({
  Stacks: [{ StackName: 'Shop', CreationTime: new Date(0), StackStatus: StackStatus as never, Outputs }],
});

test('outputs and template of a stack', async () => {
  stacks.on(DescribeStacksCommand).resolves(stack('UPDATE_COMPLETE', [{ OutputKey: 'Url', OutputValue: 'x' }]));
  stacks.on(GetTemplateCommand).resolves({ TemplateBody: '{"Resources":{}}' });
  stacks.on(DescribeStackResourceCommand).resolves({
    StackResourceDetail: {
      PhysicalResourceId: 'arn:inner',
      LogicalResourceId: 'Inner',
      ResourceType: 'x',
      ResourceStatus: 'CREATE_COMPLETE',
      LastUpdatedTimestamp: new Date(0),
    },
  });
  expect(await deployed.outputs('Shop')).toEqual({ Url: 'x' });
  expect(await deployed.status('Shop')).toBe('UPDATE_COMPLETE');
  expect(await deployed.template('Shop')).toEqual({ Resources: {} });
  expect(await deployed.physicalId('Shop', 'Inner')).toBe('arn:inner');
});

test('a table with the states of its indexes, or none', async () => {
  tables.on(DescribeTableCommand, { TableName: 'shop.notes' }).resolves({
    Table: { ItemCount: 7, GlobalSecondaryIndexes: [{ IndexName: 'newest', IndexStatus: 'CREATING' }] },
  });
  expect(await deployed.table('shop.notes')).toEqual({ items: 7, indexes: new Map([['newest', 'CREATING']]) });
  tables.on(DescribeTableCommand).rejects(fault('ResourceNotFoundException', 'Requested resource not found'));
  expect(await deployed.table('shop.other')).toBeUndefined();
});

test('a stack that is not there has none of them', async () => {
  stacks.on(DescribeStacksCommand).rejects(fault('ValidationError', 'Stack with id Shop does not exist'));
  stacks.on(DescribeStackResourceCommand).rejects(fault('ValidationError', 'Resource Inner does not exist for stack Shop'));
  expect([await deployed.outputs('Shop'), await deployed.template('Shop'), await deployed.physicalId('Shop', 'Inner')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test.each(['ROLLBACK_COMPLETE', 'REVIEW_IN_PROGRESS', 'DELETE_COMPLETE'])(
  'a stack that never came to be (%s) has no template',
  async (status) => {
    stacks.on(DescribeStacksCommand).resolves(stack(status));
    expect(await deployed.template('Shop')).toBeUndefined();
  },
);

test('the manifests that its outputs name', async () => {
  stacks.on(DescribeStacksCommand).resolves(
    stack('UPDATE_COMPLETE', [
      { OutputKey: 'PlinthManifest', OutputValue: 's3://bucket/some/key.json' },
      { OutputKey: 'PlinthConfig', OutputValue: '{}' },
    ]),
  );
  objects
    .on(GetObjectCommand, { Bucket: 'bucket', Key: 'some/key.json' })
    .resolves({ Body: { transformToString: async () => JSON.stringify(MANIFEST) } as never });
  expect(await deployedManifests(deployed, 'Shop')).toEqual([MANIFEST]);
  objects.on(GetObjectCommand).rejects(fault('AccessDenied', 'Access Denied'));
  await expect(deployedManifests(deployed, 'Shop')).rejects.toThrow('AWS answered: Access Denied');
});

test.each([
  [fault('CredentialsProviderError', 'Could not load credentials from any providers'), '--profile'],
  [fault('ExpiredTokenException', 'The security token included in the request is expired'), 'aws sso login'],
  [fault('Error', 'Region is missing'), '--region'],
  [fault('AccessDenied', 'User is not authorized'), 'AWS answered: User is not authorized'],
])('%s is told with what to do', async (error, message) => {
  stacks.on(DescribeStacksCommand).rejects(error);
  await expect(deployed.outputs('Shop')).rejects.toThrow(message);
});
