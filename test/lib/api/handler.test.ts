import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Backend, Environment, Handler, HandlerCode } from '../../../lib';
import { fixture, NOTES, stackOf } from '../support';

function backendWithHandler(stack = stackOf()) {
  const backend = new Backend(stack, 'Backend');
  const handler = new Handler(stack, 'Own', {
    api: backend.api,
    code: HandlerCode.folder(fixture('built/handlers/data')),
    capabilities: ['data'],
    description: 'own',
  });
  return { stack, backend, handler };
}

const own = (template: Template) =>
  Object.entries(template.findResources('AWS::Lambda::Function')).find(([id]) => id.startsWith('Own'))?.[1].Properties;

test('a function on ARM, of a current runtime, within API Gateway’s time, with a log and a role of its own', () => {
  const { stack, handler } = backendWithHandler();
  const template = Template.fromStack(stack);
  expect(own(template)).toMatchObject({
    Architectures: ['arm64'],
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    MemorySize: 1024,
    Timeout: 29,
    LoggingConfig: { LogGroup: stack.resolve(handler.logGroup.logGroupName) },
  });
  template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 7 });
  const role = Object.values(template.findResources('AWS::IAM::Role')).find(
    ({ Properties }) => Properties.Policies?.[0]?.PolicyName === 'Handler',
  );
  expect(role?.Properties.ManagedPolicyArns).toBeUndefined();
  expect(role?.Properties.Policies[0].PolicyDocument.Statement).toEqual([
    { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: stack.resolve(handler.logGroup.logGroupArn) },
  ]);
});

test('an entry file has a source map where nobody’s data is at stake, and what the app says of Node is kept', () => {
  const variables = (environment?: Environment, options?: Record<string, string>) => {
    const stack = stackOf();
    const { api } = new Backend(stack, 'Backend', { environment, auth: { acceptMailLimit: true } });
    const code = HandlerCode.entry(fixture('functions/summarize.ts'), 'summarize');
    new Handler(stack, 'Own', { api, code, description: 'own', environment: options });
    const { Code, Environment: seen } = own(Template.fromStack(stack));
    const map = join((stack.node.root as App).outdir, `asset.${Code.S3Key.replace('.zip', '')}`, 'index.mjs.map');
    return { node: seen?.Variables.NODE_OPTIONS, map: existsSync(map) };
  };
  expect(variables()).toEqual({ node: '--enable-source-maps', map: true });
  expect(variables(undefined, { NODE_OPTIONS: '--no-warnings' })).toEqual({ node: '--no-warnings', map: true });
  expect(variables(Environment.production({ corsOrigins: [] }))).toEqual({ node: undefined, map: false });
});

test('the code lies beside a manifest with the sections of its capabilities only', () => {
  const { stack, backend } = backendWithHandler();
  backend.data.addModel('notes', NOTES);
  const { Code } = own(Template.fromStack(stack));
  const folder = join((stack.node.root as App).outdir, `asset.${Code.S3Key.replace('.zip', '')}`);
  expect(existsSync(join(folder, 'index.js'))).toBe(true);
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  expect(Object.keys(manifest)).toEqual(['manifestVersion', 'backendId', 'data']);
});

test('another manifest is other code, the same one the same', () => {
  const key = (models: string[], app = new App()) => {
    const { stack, backend } = backendWithHandler(new Stack(app, 'Shop'));
    for (const model of models) backend.data.addModel(model, NOTES);
    return own(Template.fromStack(stack)).Code.S3Key;
  };
  expect(key(['notes'])).toBe(key(['notes']));
  expect(key(['notes'])).not.toBe(key(['notes', 'tasks']));
});

test('what is allowed later stands in the same inline policy', () => {
  const { stack, handler } = backendWithHandler();
  handler.allow(new iam.PolicyStatement({ actions: ['ses:SendEmail'], resources: ['arn:aws:ses:eu-west-1:1:identity/a'] }));
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::IAM::Policy', 0);
  expect(JSON.stringify(template.findResources('AWS::IAM::Role'))).toContain('ses:SendEmail');
});
