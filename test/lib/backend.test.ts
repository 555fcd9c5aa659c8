import { App, NestedStack, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Backend } from '../../lib';
import { addEverything, NOTES, resources, stackOf } from './support';

test('capabilities that nothing uses make nothing', () => {
  const stack = stackOf();
  new Backend(stack, 'Backend');
  expect(Object.values(resources(stack)).map(({ Type }) => Type)).toEqual(['AWS::Cognito::UserPool', 'AWS::Cognito::UserPoolClient']);
});

test('sign-in and one model that guests read take at most 35 resources beside the table', () => {
  const stack = stackOf();
  new Backend(stack, 'Backend').data.addModel('notes', NOTES);
  expect(Object.keys(resources(stack)).length - 1).toBeLessThanOrEqual(35);
});

test('every capability at once synthesises, twice in one process to the same template', () => {
  const template = () => {
    const stack = stackOf();
    addEverything(stack);
    return Template.fromStack(stack).toJSON();
  };
  expect(template()).toEqual(template());
});

test('every handler runs as its capability says, with Plinth’s own variables beside', () => {
  const stack = stackOf();
  const handler = { memorySize: 512, reservedConcurrentExecutions: 7, environment: { TZ: 'UTC' } };
  const { data, files, functions, push } = addEverything(stack, {
    data: { handler, dispatcher: handler },
    files: { handler },
    functions: { handler },
    push: { fcm: { serviceAccount: Secret.fromSecretNameV2(stack, 'Fcm', 'fcm') }, handler },
  });
  const own = [data.handler, files.handler, functions.handler, data.dispatcher?.handler, push.handler];
  for (const each of own) {
    const [fn] = Object.values(
      Template.fromStack(stack).findResources('AWS::Lambda::Function', {
        Properties: { LoggingConfig: { LogGroup: stack.resolve(each?.logGroup.logGroupName) } },
      }),
    );
    expect(fn?.Properties).toMatchObject({ MemorySize: 512, ReservedConcurrentExecutions: 7, Environment: { Variables: { TZ: 'UTC' } } });
  }
});

test('every capability works in a nested stack', () => {
  const stack = new Stack(new App(), 'Shop');
  const nested = new NestedStack(stack, 'Inner');
  const { api } = addEverything(nested);
  expect(api.backendId).toBe('Shop');
  const template = Template.fromStack(nested);
  template.hasResourceProperties('AWS::DynamoDB::GlobalTable', { TableName: 'Shop.notes' });
  expect(Object.keys(Template.fromStack(stack).toJSON().Outputs)).toEqual(['PlinthConfig', 'PlinthManifest']);
});

test('two backends of one stack share nothing', () => {
  const stack = stackOf();
  const names = ['One', 'Two'].map((id) => {
    const { data } = new Backend(stack, id, { backendId: `shop-${id.toLowerCase()}` });
    return stack.resolve(data.addModel('notes', NOTES).table.tableName);
  });
  expect(names[0]).not.toEqual(names[1]);
  Template.fromStack(stack).resourceCountIs('AWS::ApiGatewayV2::Api', 2);
});
