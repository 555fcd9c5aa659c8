import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Backend, type PushOptions, Rule } from '../../../lib';
import { only, resources, stackOf } from '../support';

const apns = (stack: Stack) => ({
  keyId: 'KEY1234567',
  teamId: 'TEAM123456',
  bundleId: 'com.example.shop',
  signingKey: Secret.fromSecretNameV2(stack, 'Apns', 'apns'),
});

function pushOf(options: (stack: Stack) => PushOptions, stack = stackOf()) {
  const { push } = new Backend(stack, 'Backend', { push: options(stack) });
  return { stack, push };
}

test('without a platform there is nothing, and nothing to send', () => {
  const { stack, push } = pushOf(() => ({}));
  expect([push.platforms, push.devices, push.handler, push.section(), push.binding()]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    {},
  ]);
  Template.fromStack(stack).resourceCountIs('AWS::Lambda::Function', 0);
  expect(() => push.grantSend({ grantPrincipal: undefined as never })).toThrow('nothing can be sent without a platform. Add apns');

  const other = pushOf(() => ({}));
  other.push.addTopic('news', { rules: [Rule.authenticated()] });
  expect(() => Template.fromStack(other.stack)).toThrow('push.platforms: topics reach devices through a platform');
});

test('a platform application has what was declared, and nothing that an ordinary deployment makes new', () => {
  const { stack } = pushOf((scope) => ({ apns: apns(scope) }));
  const { ServiceToken, ...properties } = only(stack, 'Custom::PlinthPlatformApplication').Properties;
  expect(ServiceToken['Fn::GetAtt'][1]).toBe('Arn');
  expect(properties).toEqual({
    name: 'Shop-apns',
    platform: 'apns',
    secretArn: stack.resolve(Secret.fromSecretNameV2(stack, 'Again', 'apns').secretArn),
    keyId: 'KEY1234567',
    teamId: 'TEAM123456',
    bundleId: 'com.example.shop',
  });
});

test('a sandbox is a platform of its own; a revision has the secret read again', () => {
  const { stack, push } = pushOf((scope) => ({
    apns: { ...apns(scope), sandbox: true, revision: '2' },
    fcm: { serviceAccount: Secret.fromSecretNameV2(scope, 'Fcm', 'fcm') },
  }));
  const properties = Object.values(resources(stack, 'Custom::PlinthPlatformApplication')).map(({ Properties }) => Properties);
  expect(properties.map(({ platform, name, revision }) => [platform, name, revision])).toEqual([
    ['apns', 'Shop-apns', '2'],
    ['apnsSandbox', 'Shop-apnsSandbox', '2'],
    ['fcm', 'Shop-fcm', undefined],
  ]);
  expect(push.section()).toEqual({ platforms: ['apns', 'apnsSandbox', 'fcm'], topics: {} });
});

test('the custom resource runs once its role may read the secrets, and no other', () => {
  const { stack } = pushOf((scope) => ({ apns: apns(scope) }));
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::IAM::Policy', 0);
  const [[roleId, role]] = Object.entries(template.findResources('AWS::IAM::Role')).filter(([id]) => id.includes('Platforms')) as [
    [string, any],
  ];
  expect(role.Properties.Policies[0].PolicyDocument.Statement.at(-1)).toEqual({
    Effect: 'Allow',
    Action: 'secretsmanager:GetSecretValue',
    Resource: expect.objectContaining({ 'Fn::Join': ['', expect.arrayContaining([':secret:apns-??????'])] }),
  });
  const [application] = Object.values(template.findResources('Custom::PlinthPlatformApplication'));
  expect(application?.DependsOn).toContain(roleId);
});

test('devices have a table below none of the models’ prefix', () => {
  const { stack } = pushOf((scope) => ({ apns: apns(scope) }));
  expect(only(stack, 'AWS::DynamoDB::GlobalTable').Properties).toMatchObject({
    TableName: 'Shop_devices',
    KeySchema: [
      { AttributeName: 'owner', KeyType: 'HASH' },
      { AttributeName: 'id', KeyType: 'RANGE' },
    ],
  });
});

test('topics are SNS topics that the handler may subscribe to, bound by name', () => {
  const { stack, push } = pushOf((scope) => ({ apns: apns(scope) }));
  const { snsTopic } = push.addTopic('news', { rules: [Rule.authenticated()] });
  const role = Object.entries(resources(stack, 'AWS::IAM::Role')).find(([id]) => id.includes('PushHandlerRole'))?.[1];
  expect(role?.Properties.Policies[0].PolicyDocument.Statement.at(-1)).toEqual({
    Effect: 'Allow',
    Action: 'sns:Subscribe',
    Resource: stack.resolve(snsTopic.topicArn),
  });
  expect(stack.resolve(push.binding().topics)).toEqual({ news: stack.resolve(snsTopic.topicArn) });
  expect(stack.resolve(push.binding().platforms)).toEqual({ apns: { Ref: expect.stringContaining('apns') } });
});

test('sending is granted on these devices and topics', () => {
  const { stack, push } = pushOf((scope) => ({ apns: apns(scope) }));
  const { snsTopic } = push.addTopic('news', { rules: [Rule.authenticated()] });
  const fn = new lambda.Function(stack, 'Fn', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'a.b', code: lambda.Code.fromInline('1') });
  push.grantSend(fn);
  const policy = Object.entries(resources(stack, 'AWS::IAM::Policy')).find(([id]) => id.startsWith('Fn'))?.[1];
  expect(policy?.Properties.PolicyDocument.Statement).toEqual([
    { Effect: 'Allow', Action: ['dynamodb:Query', 'dynamodb:DeleteItem'], Resource: stack.resolve(push.devices?.tableArn) },
    {
      Effect: 'Allow',
      Action: 'sns:Publish',
      Resource: [
        expect.objectContaining({ 'Fn::Join': ['', expect.arrayContaining([':endpoint/APNS/Shop-apns/*'])] }),
        stack.resolve(snsTopic.topicArn),
      ],
    },
  ]);
});

test('a topic that is added after a grant is covered too, by the same statement', () => {
  const { stack, push } = pushOf((scope) => ({ apns: apns(scope) }));
  const fn = new lambda.Function(stack, 'Fn', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'a.b', code: lambda.Code.fromInline('1') });
  push.grantSend(fn);
  const { snsTopic } = push.addTopic('late', { rules: [Rule.authenticated()] });
  const policy = Object.entries(resources(stack, 'AWS::IAM::Policy')).find(([id]) => id.startsWith('Fn'))?.[1];
  const published = policy?.Properties.PolicyDocument.Statement.filter(({ Action }: any) => Action === 'sns:Publish');
  expect(published).toEqual([expect.objectContaining({ Resource: expect.arrayContaining([stack.resolve(snsTopic.topicArn)]) })]);
});

const inRegion = (region?: string) => {
  const { stack } = pushOf((scope) => ({ apns: apns(scope) }), new Stack(new App(), 'Shop', { env: { region } }));
  return () => Template.fromStack(stack);
};

test('a Region without mobile push is refused', () => {
  expect(inRegion('eu-central-2')).toThrow('push: SNS has no mobile push in eu-central-2; deploy the backend to one of af-south-1');
});

test.each(['eu-west-1', undefined])('the Region %s is not', (region) => {
  expect(inRegion(region)).not.toThrow();
});
