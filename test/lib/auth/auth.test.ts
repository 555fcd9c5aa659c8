import { Aws, Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { UserPool, UserPoolClient, UserPoolEmail } from 'aws-cdk-lib/aws-cognito';
import { Auth, type AuthProps, Backend, BackendApi, Environment } from '../../../lib';
import { NOTES, only, resources, stackOf } from '../support';

function authOf(props: AuthProps = {}) {
  const stack = stackOf();
  return { stack, auth: new Auth(stack, 'Auth', props) };
}

test('what cannot be changed later: aliases, no required attribute, user names without case', () => {
  const { Properties } = only(authOf().stack, 'AWS::Cognito::UserPool');
  expect(Properties).toMatchObject({
    AliasAttributes: ['email', 'phone_number'],
    UsernameConfiguration: { CaseSensitive: false },
    AutoVerifiedAttributes: ['email'],
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
  });
  expect(Properties.UsernameAttributes).toBeUndefined();
  expect(Properties.Schema).toBeUndefined();
  expect(Properties.SmsConfiguration).toBeUndefined();
});

test.each([
  [undefined, { MinimumLength: 10, RequireSymbols: false, TemporaryPasswordValidityDays: 3 }],
  [
    { minLength: 14, requireSymbols: true },
    { MinimumLength: 14, RequireSymbols: true, TemporaryPasswordValidityDays: 3 },
  ],
])('the password policy is %j', (passwordPolicy, expected) => {
  expect(only(authOf({ passwordPolicy }).stack, 'AWS::Cognito::UserPool').Properties.Policies.PasswordPolicy).toMatchObject(expected);
});

test('sign-up can be closed', () => {
  const { AdminCreateUserConfig } = only(authOf({ selfSignUp: false }).stack, 'AWS::Cognito::UserPool').Properties;
  expect(AdminCreateUserConfig).toEqual({ AllowAdminCreateUserOnly: true });
});

test('the app client has no secret, SRP and password flows, and tells nobody which users exist', () => {
  expect(only(authOf().stack, 'AWS::Cognito::UserPoolClient').Properties).toMatchObject({
    GenerateSecret: false,
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    PreventUserExistenceErrors: 'ENABLED',
    EnableTokenRevocation: true,
    AllowedOAuthFlowsUserPoolClient: false,
    AccessTokenValidity: 60,
    IdTokenValidity: 60,
    RefreshTokenValidity: 30 * 24 * 60,
  });
});

test('token lifetimes can be given; with rotation the old flow is gone', () => {
  const tokenLifetimes = { accessToken: Duration.minutes(5), refreshToken: Duration.days(1), refreshTokenRotation: Duration.seconds(30) };
  expect(only(authOf({ tokenLifetimes }).stack, 'AWS::Cognito::UserPoolClient').Properties).toMatchObject({
    AccessTokenValidity: 5,
    IdTokenValidity: 5,
    RefreshTokenValidity: 24 * 60,
    RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 30 },
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH'],
  });
});

test.each([
  ['development', Environment.development(), 'INACTIVE', 'Delete'],
  ['production', Environment.production({ corsOrigins: [] }), 'ACTIVE', 'RetainExceptOnCreate'],
])('the pool is protected in %s as it says', (_, environment, protection, policy) => {
  const stack = stackOf();
  new Auth(stack, 'Auth', { api: new BackendApi(stack, 'Api', { environment }), acceptMailLimit: true });
  const pool = only(stack, 'AWS::Cognito::UserPool');
  expect([pool.Properties.DeletionProtection, pool.DeletionPolicy]).toEqual([protection, policy]);
});

test('groups are made in the pool and stand in the manifest', () => {
  const { stack, auth } = authOf({ groups: ['editors', 'staff'] });
  const names = Object.values(resources(stack, 'AWS::Cognito::UserPoolGroup')).map(({ Properties }) => Properties.GroupName);
  for (const groups of [names, auth.section().groups, Object.keys(auth.groups)]) expect(groups).toEqual(['editors', 'staff']);
});

test('mails go through SES where an identity is given', () => {
  const email = UserPoolEmail.withSES({ fromEmail: 'hello@example.com', sesRegion: 'eu-west-1' });
  expect(only(authOf({ email }).stack, 'AWS::Cognito::UserPool').Properties.EmailConfiguration).toMatchObject({
    EmailSendingAccount: 'DEVELOPER',
    From: 'hello@example.com',
  });
});

test('an existing pool and client are used as they are, also by ids that are tokens', () => {
  const stack = stackOf();
  const backend = new Backend(stack, 'Backend', {
    auth: {
      userPool: UserPool.fromUserPoolId(stack, 'Pool', Aws.STACK_ID),
      userPoolClient: UserPoolClient.fromUserPoolClientId(stack, 'Client', Aws.STACK_NAME),
      groups: ['editors'],
      emailAsUserName: true,
      ownerClaim: 'username',
    },
  });
  backend.data.addModel('notes', NOTES);
  const template = Template.fromStack(stack);
  for (const type of ['UserPool', 'UserPoolClient', 'UserPoolGroup']) template.resourceCountIs(`AWS::Cognito::${type}`, 0);
  template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', { JwtConfiguration: { Audience: [{ Ref: 'AWS::StackName' }] } });
  expect(backend.auth.section()).toEqual({ ownerClaim: 'username', userName: 'email', groups: ['editors'] });
});

test('the authorizer takes tokens of this pool for this client', () => {
  const stack = stackOf();
  const { auth, data } = new Backend(stack, 'Backend');
  data.addModel('notes', NOTES);
  expect(only(stack, 'AWS::ApiGatewayV2::Authorizer').Properties).toMatchObject({
    AuthorizerType: 'JWT',
    IdentitySource: ['$request.header.Authorization'],
    JwtConfiguration: {
      Audience: [stack.resolve(auth.userPoolClient.userPoolClientId)],
      Issuer: stack.resolve(`https://cognito-idp.${Aws.REGION}.amazonaws.com/${auth.userPool.userPoolId}`),
    },
  });
});
