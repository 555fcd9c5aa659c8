import { Aws, Size } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Backend, type BackendProps, Environment, Rule } from '../../../lib';
import { only, resources, stackOf } from '../support';

function filesOf(props: BackendProps = {}) {
  const stack = stackOf();
  const { files } = new Backend(stack, 'Backend', props);
  return { stack, files };
}

test('without a space there is no bucket', () => {
  const { stack, files } = filesOf();
  expect([files.bucket, files.handler, files.section(), files.binding()]).toEqual([undefined, undefined, undefined, {}]);
  Template.fromStack(stack).resourceCountIs('AWS::S3::Bucket', 0);
});

test('one bucket for all spaces: private, encrypted, TLS only', () => {
  const { stack, files } = filesOf();
  files.addSpace('attachments', { rules: [Rule.owner()] });
  files.addSpace('avatars', { rules: [Rule.owner(), Rule.guest().read()] });
  expect(only(stack, 'AWS::S3::Bucket').Properties).toMatchObject({
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
    OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
    CorsConfiguration: { CorsRules: [{ AllowedMethods: ['GET', 'HEAD', 'POST'], AllowedOrigins: ['*'] }] },
  });
  const { Statement } = only(stack, 'AWS::S3::BucketPolicy').Properties.PolicyDocument;
  expect(Statement[0]).toMatchObject({ Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
});

test.each([
  ['development', Environment.development(), undefined, 'Delete', 1, undefined],
  ['production', Environment.production({ corsOrigins: [] }), { Status: 'Enabled' }, 'RetainExceptOnCreate', 0, { NoncurrentDays: 30 }],
])('versions, retention and emptying in %s', (_, environment, versions, policy, emptied, kept) => {
  const { stack, files } = filesOf({ environment, auth: { acceptMailLimit: true } });
  files.addSpace('attachments', { rules: [Rule.owner()] });
  const bucket = only(stack, 'AWS::S3::Bucket');
  expect([bucket.Properties.VersioningConfiguration, bucket.DeletionPolicy]).toEqual([versions, policy]);
  expect(Object.keys(resources(stack, 'Custom::S3AutoDeleteObjects'))).toHaveLength(emptied);
  expect(bucket.Properties.LifecycleConfiguration?.Rules[0].NoncurrentVersionExpiration).toEqual(kept);
});

test('a space stands in the manifest with its limits', () => {
  const { files } = filesOf();
  files.addSpace('attachments', { rules: [Rule.owner()] });
  files.addSpace('photos', { rules: [Rule.authenticated().read()], maxSize: Size.mebibytes(2), contentTypes: ['image/*'] });
  expect(files.section()).toEqual({
    spaces: {
      attachments: { rules: [{ allow: 'owner' }], maxSize: 10_485_760 },
      photos: { rules: [{ allow: 'authenticated', operations: ['get', 'list'] }], maxSize: 2_097_152, contentTypes: ['image/*'] },
    },
  });
});

test.each([
  ['no rule', { rules: [] }, 'files.spaces.wrong.rules'],
  ['an update', { rules: [Rule.owner().update()] }, 'files.spaces.wrong.rules[0].operations'],
  ['more than a POST can store', { rules: [Rule.owner()], maxSize: Size.gibibytes(6) }, 'files.spaces.wrong.maxSize'],
])('%s fails synthesis', (_, props, path) => {
  const { stack, files } = filesOf();
  files.addSpace('wrong', props);
  expect(() => Template.fromStack(stack)).toThrow(path);
});

test('guests have routes for what a rule opens to them, and no update anywhere', () => {
  const { stack, files } = filesOf();
  files.addSpace('avatars', { rules: [Rule.owner(), Rule.guest().read()] });
  expect(Object.values(resources(stack, 'AWS::ApiGatewayV2::Route')).map(({ Properties }) => Properties.RouteKey)).toEqual([
    'POST /files/{space}',
    'GET /files/{space}',
    'GET /files/{space}/{owner}/{name+}',
    'DELETE /files/{space}/{owner}/{name+}',
    'GET /guest/files/{space}',
    'GET /guest/files/{space}/{owner}/{name+}',
  ]);
});

test('an existing bucket is used, also under a name that is a token', () => {
  const stack = stackOf();
  const bucket = Bucket.fromBucketName(stack, 'Own', Aws.STACK_NAME);
  const { files } = new Backend(stack, 'Backend', { files: { bucket } });
  const space = files.addSpace('attachments', { rules: [Rule.owner()] });
  Template.fromStack(stack).resourceCountIs('AWS::S3::Bucket', 0);
  expect([files.bucket, space.bucket, stack.resolve(files.binding().bucket)]).toEqual([bucket, bucket, { Ref: 'AWS::StackName' }]);
});

test('grants name one space, and what paging and deleting need', () => {
  const { stack, files } = filesOf();
  const space = files.addSpace('attachments', { rules: [Rule.owner()] });
  const functionOf = (id: string) =>
    new lambda.Function(stack, id, { runtime: lambda.Runtime.NODEJS_22_X, handler: 'a.b', code: lambda.Code.fromInline('1') });
  space.grantRead(functionOf('Reader'));
  space.grantWrite(functionOf('Writer'));
  const statements = (id: string) =>
    Object.entries(resources(stack, 'AWS::IAM::Policy')).find(([name]) => name.startsWith(id))?.[1].Properties.PolicyDocument.Statement;
  const objects = stack.resolve(`${space.bucket.bucketArn}/attachments/*`);
  const list = {
    Effect: 'Allow',
    Action: 's3:ListBucket',
    Resource: stack.resolve(space.bucket.bucketArn),
    Condition: { StringLike: { 's3:prefix': 'attachments/*' } },
  };
  expect(statements('Reader')).toEqual([
    { Effect: 'Allow', Action: 's3:GetObject', Resource: objects },
    list,
    { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: stack.resolve(files.api._cursorSecret().secretArn) },
  ]);
  expect(statements('Writer')).toEqual([
    { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], Resource: objects },
    list,
  ]);
});
