import { join } from 'node:path';
import { App, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Schedule } from 'aws-cdk-lib/aws-events';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { Backend, type BackendProps, Condition, Field, type ModelProps, Rule, Trigger } from '../../lib';
import { assets } from '../../lib/api/assets';

// CDK's own tables call CDK's own deprecated properties.
process.env.JSII_DEPRECATED ??= 'quiet';

const FIXTURES = join(__dirname, 'fixtures');

/** Stand-ins for what `npm run build` makes: constructs are tested without it. */
assets.root = join(FIXTURES, 'built');

export const fixture = (name: string) => join(FIXTURES, name);

export function stackOf(props: StackProps = {}): Stack {
  return new Stack(new App(), 'Shop', props);
}

/** The model that most tests declare: owners, and guests who read what is published. */
export const NOTES: ModelProps = {
  fields: { title: Field.string({ required: true, maxLength: 200 }), published: Field.boolean({ defaultValue: false }) },
  rules: [Rule.owner(), Rule.guest().read().when(Condition.isTrue('published'))],
  indexes: { newest: { partition: ['owner'], sort: ['createdAt'] } },
};

/** What synthesis finds wrong, a line each: `path: message`. */
export function faultsOf(stack: Stack): string[] {
  try {
    Template.fromStack(stack);
    return [];
  } catch (error) {
    const [, ...faults] = (error as Error).message.split('as declared');
    if (faults.length === 0) throw error;
    return faults
      .join('as declared')
      .split('\n')
      .slice(1)
      .map((line) => line.trim());
  }
}

export interface Resource {
  readonly Type: string;
  readonly Properties: any;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** A template's resources of a type, by logical id. */
export function resources(stack: Stack, type?: string): Record<string, Resource> {
  const all: Record<string, Resource> = Template.fromStack(stack).toJSON().Resources ?? {};
  return Object.fromEntries(Object.entries(all).filter(([, resource]) => !type || resource.Type === type));
}

/** The only resource of a type. */
export function only(stack: Stack, type: string): Resource {
  const [resource, ...others] = Object.values(resources(stack, type));
  if (!resource || others.length > 0) throw new Error(`there are ${others.length + (resource ? 1 : 0)} of ${type}`);
  return resource;
}

/** A backend that uses everything once. */
export function addEverything(scope: Construct, props: BackendProps = {}): Backend {
  const backend = new Backend(scope, 'Backend', {
    auth: { groups: ['editors'] },
    push: {
      apns: { keyId: 'KEY1234567', teamId: 'TEAM123456', bundleId: 'com.example.shop', signingKey: secret(scope, 'apns'), sandbox: true },
      fcm: { serviceAccount: secret(scope, 'fcm') },
    },
    ...props,
  });
  const { data, files, functions, push } = backend;
  const notes = data.addModel('notes', NOTES);
  const log = data.addModel('log', { fields: { text: Field.string() }, rules: [Rule.group('editors').read()], allowScan: true });
  const attachments = files.addSpace('attachments', { rules: [Rule.owner()], contentTypes: ['image/*'] });
  const summarize = functions.addFunction('summarize', {
    entry: fixture('functions/summarize.ts'),
    input: { text: Field.string({ required: true }) },
    output: { words: Field.integer({ required: true }) },
    rules: [Rule.authenticated()],
    triggers: [Trigger.change(notes), Trigger.file(attachments), Trigger.schedule(Schedule.rate(Duration.minutes(5)))],
  });
  const handler = new lambda.Function(scope, 'Greet', {
    runtime: lambda.Runtime.PYTHON_3_13,
    handler: 'index.handler',
    code: lambda.Code.fromInline('def handler(event, context): return {}'),
  });
  functions.addFunction('greet', { handler, rules: [Rule.guest()] });
  push.addTopic('news', { rules: [Rule.authenticated()] });
  notes.grantRead(summarize);
  log.grantWrite(summarize);
  attachments.grantRead(summarize);
  push.grantSend(summarize);
  return backend;
}

const secret = (scope: Construct, name: string) => Secret.fromSecretNameV2(scope, `Secret-${name}`, name);
