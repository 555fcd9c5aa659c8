import { RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Auth, Backend, BackendApi, type BackendApiProps, Environment } from '../../../lib';
import { addEverything, NOTES, resources, stackOf } from '../support';

const origins = { corsOrigins: ['https://shop.example.com'] };

test.each([
  [
    Environment.development(),
    'development',
    { removalPolicy: RemovalPolicy.DESTROY, deletionProtection: false, pointInTimeRecovery: false },
  ],
  [
    Environment.ephemeral('pr-42'),
    'pr-42',
    { removalPolicy: RemovalPolicy.DESTROY, logRetention: RetentionDays.ONE_WEEK, corsOrigins: ['*'] },
  ],
  [
    Environment.staging(origins),
    'staging',
    { removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, deletionProtection: false, pointInTimeRecovery: true, fileVersions: true },
  ],
  [
    Environment.production(origins),
    'production',
    { removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, deletionProtection: true, logRetention: RetentionDays.ONE_YEAR, ...origins },
  ],
  [Environment.production({ ...origins, deletionProtection: false }), 'production', { deletionProtection: false }],
])('%#: an environment decides what lasts', (environment, name, decisions) => {
  expect(environment).toMatchObject({ name, ...decisions });
});

test('where none is given synthesis says what development means, as no more than information', () => {
  const said = (props: BackendApiProps) => {
    const stack = stackOf();
    new BackendApi(stack, 'Api', props);
    const annotations = Annotations.fromStack(stack);
    expect([annotations.findWarning('*', Match.anyValue()), annotations.findError('*', Match.anyValue())]).toEqual([[], []]);
    return annotations.findInfo('/Shop/Api', Match.anyValue()).map(({ entry }) => entry.data);
  };
  expect(said({})).toEqual([expect.stringContaining('items and files are deleted with the stack and have no backup')]);
  expect(said({ environment: Environment.development() })).toEqual([]);
});

test.each([
  ['staging', Environment.staging()],
  ['production', Environment.production()],
])('%s without origins fails synthesis with the line to add, and may say that it is closed', (name, environment) => {
  const stack = stackOf();
  new BackendApi(stack, 'Api', { environment });
  expect(() => Template.fromStack(stack)).toThrow(
    `environment.corsOrigins: ${name} must name the web origins that may call it: Environment.${name}({ corsOrigins: ['https://app.example.com'] })`,
  );
  const closed = stackOf();
  new Backend(closed, 'Backend', {
    environment: Environment.production({ corsOrigins: [] }),
    auth: { acceptMailLimit: true },
  }).data.addModel('notes', NOTES);
  expect(Object.values(resources(closed, 'AWS::ApiGatewayV2::Api'))[0]?.Properties.CorsConfiguration).toBeUndefined();
});

test.each([
  ['development', Environment.development(), 'Delete', 'Delete'],
  ['production', Environment.production(origins), 'RetainExceptOnCreate', 'Retain'],
])('everything that holds state in %s is kept or deleted as it says', (_, environment, deletion, replacement) => {
  const stack = stackOf();
  addEverything(stack, { environment, auth: { acceptMailLimit: true } });
  const stateful = Object.values(resources(stack)).filter(({ Type }) =>
    ['DynamoDB::GlobalTable', 'S3::Bucket', 'Cognito::UserPool', 'SecretsManager::Secret'].some((type) => Type === `AWS::${type}`),
  );
  expect(stateful).toHaveLength(6);
  expect(stateful.map((each) => [each.DeletionPolicy, each.UpdateReplacePolicy])).toEqual(stateful.map(() => [deletion, replacement]));
});

test('staging and production must say that Cognito’s 50 mails a day will do', () => {
  const refused = stackOf();
  new Auth(refused, 'Auth', { api: new BackendApi(refused, 'Api', { environment: Environment.staging(origins) }) });
  expect(() => Template.fromStack(refused)).toThrow("auth.email: Cognito's own sender stops at about 50 mails a day.");
  const accepted = stackOf();
  new Auth(accepted, 'Auth', {
    api: new BackendApi(accepted, 'Api', { environment: Environment.staging(origins) }),
    acceptMailLimit: true,
  });
  expect(() => Template.fromStack(accepted)).not.toThrow();
});
