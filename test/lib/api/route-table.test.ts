import { Template } from 'aws-cdk-lib/assertions';
import { UserPool, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Auth, BackendApi, Data, Rule } from '../../../lib';
import { ROUTES } from '../../../lib/manifest';
import { NOTES, resources, stackOf } from '../support';

const routesOf = (stack: Parameters<typeof resources>[0]) =>
  Object.fromEntries(
    Object.values(resources(stack, 'AWS::ApiGatewayV2::Route')).map(({ Properties }) => [
      Properties.RouteKey,
      Properties.AuthorizationType === 'JWT' ? Properties.AuthorizationScopes[0] : Properties.AuthorizationType,
    ]),
  );

const SCOPE = 'aws.cognito.signin.user.admin';

/** Every route of data, for callers with a session. */
const SIGNED_IN = Object.values(ROUTES.data);
/** Those by which guests read. */
const GUESTS_READ = ['', '/{id}', '/query', '/count', '/batch-get'].map(
  (rest, i) => `${i < 2 ? 'GET' : 'POST'} /guest/data/{model}${rest}`,
);

test('routes ask for an access token; guests’ routes are those that a rule opens', () => {
  const stack = stackOf();
  const api = new BackendApi(stack, 'Api');
  new Auth(stack, 'Auth', { api });
  new Data(stack, 'Data', { api }).addModel('notes', NOTES);
  expect(routesOf(stack)).toEqual({
    ...Object.fromEntries(SIGNED_IN.map((key) => [key, SCOPE])),
    ...Object.fromEntries(GUESTS_READ.map((key) => [key, 'NONE'])),
  });
});

test('a further model opens what no other did, once', () => {
  const stack = stackOf();
  const api = new BackendApi(stack, 'Api');
  new Auth(stack, 'Auth', { api });
  const data = new Data(stack, 'Data', { api });
  data.addModel('notes', NOTES);
  data.addModel('inbox', { ...NOTES, rules: [Rule.guest().create(), Rule.guest().read()] });
  data.addModel('private', { ...NOTES, rules: [Rule.owner()] });
  expect(Object.keys(routesOf(stack)).filter((key) => key.includes('/guest/'))).toEqual([
    ...GUESTS_READ,
    'POST /guest/data/{model}',
    'PUT /guest/data/{model}/{id}',
    'POST /guest/data/{model}/batch-write',
    'POST /guest/transactions',
  ]);
});

test('a function has one integration and one permission, however many its routes', () => {
  const stack = stackOf();
  const api = new BackendApi(stack, 'Api');
  new Auth(stack, 'Auth', { api });
  const data = new Data(stack, 'Data', { api });
  data.addModel('notes', NOTES);
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::ApiGatewayV2::Integration', 1);
  template.hasResourceProperties('AWS::ApiGatewayV2::Integration', { PayloadFormatVersion: '2.0', IntegrationType: 'AWS_PROXY' });
  const [permission, ...others] = Object.values(template.findResources('AWS::Lambda::Permission'));
  expect(others).toEqual([]);
  expect(permission?.Properties).toMatchObject({
    Action: 'lambda:InvokeFunction',
    Principal: 'apigateway.amazonaws.com',
    FunctionName: stack.resolve(data.handler?.lambdaFunction.functionArn),
  });
  expect(JSON.stringify(permission?.Properties.SourceArn)).toMatch(/execute-api.*\/\*\/\*\/\*/);
});

test('routes that need a token wait for whoever can check it', () => {
  const stack = stackOf();
  const api = new BackendApi(stack, 'Api');
  new Data(stack, 'Data', { api }).addModel('notes', NOTES);
  expect(() => Template.fromStack(stack)).toThrow('without auth nobody can sign in');

  const late = stackOf();
  const lateApi = new BackendApi(late, 'Api');
  new Data(late, 'Data', { api: lateApi }).addModel('notes', NOTES);
  new Auth(late, 'Auth', { api: lateApi });
  expect(Object.keys(routesOf(late))).toHaveLength(SIGNED_IN.length + GUESTS_READ.length);
});

test('a route that needs a token, and would wait for ever, fails synthesis by its name', () => {
  const stack = stackOf();
  const api = new BackendApi(stack, 'Api');
  const target = new lambda.Function(stack, 'Fn', {
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'a.b',
    code: lambda.Code.fromInline('1'),
  });
  api.addRoutes({ routeKeys: ['POST /links', 'PUT /links/{code}'], target });
  api.addRoutes({ routeKeys: ['GET /guest/links/{code}'], target, guests: true });
  expect(() => Template.fromStack(stack)).toThrow(/routes: POST \/links asks for an access token[^]*routes: PUT \/links\/\{code\} asks/);
  new Auth(stack, 'Auth', { api });
  expect(Object.keys(routesOf(stack))).toEqual(['GET /guest/links/{code}', 'POST /links', 'PUT /links/{code}']);
});

test('a pool and a client from elsewhere check tokens by an Auth that makes none', () => {
  const stack = stackOf();
  const data = new Data(stack, 'Data');
  new Auth(stack, 'Auth', {
    api: data.api,
    userPool: UserPool.fromUserPoolId(stack, 'Pool', 'eu-west-1_AbCdEfGhI'),
    userPoolClient: UserPoolClient.fromUserPoolClientId(stack, 'Client', '4abcdefghijklmnopqrstuvwxy'),
  });
  data.addModel('notes', { ...NOTES, rules: [Rule.owner()] });
  expect(Object.values(routesOf(stack))).toEqual(SIGNED_IN.map(() => SCOPE));
  expect(resources(stack, 'AWS::Cognito::UserPool')).toEqual({});
});

test('a backend of guests alone needs nobody to sign in', () => {
  const stack = stackOf();
  new Data(stack, 'Data').addModel('notes', { ...NOTES, rules: [Rule.guest().read()] });
  expect(Object.keys(routesOf(stack))).toEqual(GUESTS_READ);
});
