import { createRequire } from 'node:module';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Schedule } from 'aws-cdk-lib/aws-events';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Backend, type BackendFunctionProps, Field, Operation, Rule, Trigger } from '../../../lib';
import { fixture, NOTES, resources, stackOf } from '../support';

const entry = fixture('functions/summarize.ts');

function functionOf(props: Partial<BackendFunctionProps>) {
  const stack = stackOf();
  const backend = new Backend(stack, 'Backend');
  return { stack, backend, added: backend.functions.addFunction('summarize', { entry, ...props }) };
}

const python = (stack: Stack, id = 'Greet') =>
  new lambda.Function(stack, id, { runtime: lambda.Runtime.PYTHON_3_13, handler: 'a.b', code: lambda.Code.fromInline('1') });

const routeKeys = (stack: Stack) =>
  Object.values(resources(stack, 'AWS::ApiGatewayV2::Route')).map(({ Properties }) => Properties.RouteKey);

test('an entry file is a function that API Gateway calls directly', () => {
  const { stack, backend } = functionOf({
    input: { text: Field.string({ required: true }) },
    output: { words: Field.integer() },
    rules: [Rule.authenticated()],
    environment: { MOOD: 'good' },
    timeout: Duration.seconds(9),
    memorySize: 512,
    reservedConcurrentExecutions: 5,
  });
  expect(backend.functions.backendFunctions.summarize?.functionName).toBe('summarize');
  expect(routeKeys(stack)).toEqual(['POST /functions/summarize']);
  const [fn] = Object.values(resources(stack, 'AWS::Lambda::Function'));
  expect(fn?.Properties).toMatchObject({
    Timeout: 9,
    MemorySize: 512,
    ReservedConcurrentExecutions: 5,
    Environment: { Variables: { MOOD: 'good' } },
  });
  expect(backend.functions.section()).toEqual({
    functions: {
      summarize: {
        rules: [{ allow: 'authenticated' }],
        input: { text: { type: 'string', required: true } },
        output: { words: { type: 'integer' } },
        invoke: 'direct',
        triggers: [],
      },
    },
  });
});

test('any other function is called by the functions handler, which may invoke it and no other', () => {
  const stack = stackOf();
  const { functions } = new Backend(stack, 'Backend');
  const handler = python(stack);
  python(stack, 'Other');
  functions.addFunction('greet', { handler, rules: [Rule.authenticated()] });
  expect(routeKeys(stack)).toEqual(['POST /functions/{function}']);
  expect(functions.section().functions.greet.invoke).toBe('handler');
  const [role] = Object.entries(resources(stack, 'AWS::IAM::Role')).filter(([id]) => id.includes('FunctionsHandlerRole'));
  expect(role?.[1].Properties.Policies[0].PolicyDocument.Statement[1]).toEqual({
    Effect: 'Allow',
    Action: 'lambda:InvokeFunction',
    Resource: stack.resolve(handler.functionArn),
  });
  const caller = Object.entries(resources(stack, 'AWS::Lambda::Function')).find(([id]) => id.includes('FunctionsHandler'))?.[1];
  expect(JSON.stringify(caller?.Properties.Environment.Variables.PLINTH_BINDING)).toContain('{\\"functions\\":{\\"greet\\":');
});

test('guests have a route only where a rule admits them', () => {
  const { stack, backend } = functionOf({ rules: [Rule.guest()] });
  backend.functions.addFunction('greet', { handler: python(stack), rules: [Rule.guest()] });
  backend.functions.addFunction('again', { handler: python(stack, 'Again'), rules: [Rule.guest()] });
  expect(routeKeys(stack).filter((key) => key.includes('/guest/'))).toEqual([
    'POST /guest/functions/summarize',
    'POST /guest/functions/{function}',
  ]);
});

test('a function for triggers only has no route', () => {
  const { stack } = functionOf({ triggers: [Trigger.schedule(Schedule.rate(Duration.hours(1)))] });
  expect(routeKeys(stack)).toEqual([]);
});

test.each([
  ['both', { handler: lambda.Function.fromFunctionName(stackOf(), 'Theirs', 'theirs') }],
  ['neither', { entry: undefined }],
])('%s of entry and handler is refused', (_, props) => {
  expect(() => Template.fromStack(functionOf(props).stack)).toThrow(
    "  functions.functions.summarize: give either entry: 'functions/summarize.ts' or handler: an existing function, not both",
  );
});

test.each([
  ['memorySize', { memorySize: 512 }],
  ['environment', { environment: { MOOD: 'good' } }],
  ['reservedConcurrentExecutions', { reservedConcurrentExecutions: 5 }],
])('%s of a given function is its own maker’s to say', (option, props) => {
  const stack = stackOf();
  const { functions } = new Backend(stack, 'Backend');
  const handler = python(stack);
  functions.addFunction('greet', { handler, rules: [Rule.guest()], ...props });
  expect(() => Template.fromStack(stack)).toThrow(
    `  functions.functions.greet.${option}: is for an entry file; set it where the function is made that you give as handler`,
  );
});

test('neither rules nor triggers, an owner, an unknown model or space fail synthesis with what is nearest', () => {
  const { stack, backend } = functionOf({});
  backend.data.addModel('notes', NOTES);
  backend.files.addSpace('attachments', { rules: [Rule.owner()] });
  backend.functions.addFunction('late', { entry, triggers: [Trigger.change('note'), Trigger.file('attachment')] });
  expect(() => Template.fromStack(stack)).toThrow(
    /functions\.functions\.summarize: a function with neither rules nor triggers[^]*did you mean "notes"[^]*did you mean "attachments"/,
  );
});

test('a change comes through a FIFO queue with a FIFO dead-letter queue', () => {
  const { stack, backend, added } = functionOf({
    triggers: [Trigger.change('notes', { operations: [Operation.CREATE] })],
    timeout: Duration.seconds(10),
  });
  backend.data.addModel('notes', NOTES);
  const queues = resources(stack, 'AWS::SQS::Queue');
  const [id, queue] = Object.entries(queues).find(([, { Properties }]) => Properties.RedrivePolicy) ?? [];
  const [deadId] = Object.entries(queues).find(([, { Properties }]) => Properties.FifoQueue && !Properties.RedrivePolicy) ?? [];
  expect(queue?.Properties).toMatchObject({
    FifoQueue: true,
    DeduplicationScope: 'messageGroup',
    FifoThroughputLimit: 'perMessageGroupId',
    RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': [deadId, 'Arn'] }, maxReceiveCount: 5 },
    VisibilityTimeout: 60,
    SqsManagedSseEnabled: true,
  });
  const mapping = Object.values(resources(stack, 'AWS::Lambda::EventSourceMapping')).find(
    ({ Properties }) => Properties.EventSourceArn['Fn::GetAtt'][0] === id,
  );
  // One a call: with more, a failure would count for changes that were never tried.
  expect(mapping?.Properties).toMatchObject({ FunctionResponseTypes: ['ReportBatchItemFailures'], BatchSize: 1 });
  expect(mapping?.Properties.ScalingConfig).toBeUndefined();
  expect([added.changes?.queue.fifo, added.events]).toEqual([true, undefined]);
  expect(added.changes?.metricDeadLetters().toMetricConfig().metricStat?.metricName).toBe('ApproximateNumberOfMessagesVisible');
});

test('files and schedules come through one standard queue with a dead-letter queue, by rules that deliver to it alone', () => {
  const { stack, backend, added } = functionOf({
    triggers: [Trigger.file('attachments'), Trigger.schedule(Schedule.cron({ minute: '0', hour: '4' }))],
  });
  const { bucket } = backend.files.addSpace('attachments', { rules: [Rule.owner()] });
  const [file, schedule] = Object.values(resources(stack, 'AWS::Events::Rule')).map(({ Properties }) => Properties);
  expect(file.EventPattern).toEqual({
    source: ['aws.s3'],
    'detail-type': ['Object Created'],
    detail: { bucket: { name: [stack.resolve(bucket.bucketName)] }, object: { key: [{ prefix: 'attachments/' }] } },
  });
  expect(schedule.ScheduleExpression).toBe('cron(0 4 * * ? *)');
  const target = {
    Arn: stack.resolve(added.events?.queue.queueArn),
    DeadLetterConfig: { Arn: stack.resolve(added.events?.deadLetterQueue.queueArn) },
    Id: 'Target0',
  };
  expect(file.Targets).toEqual([target]);
  expect(schedule.Targets).toEqual([{ ...target, InputTransformer: expect.anything() }]);
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::S3::Bucket', {
    NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
  });
  template.resourceCountIs('Custom::S3BucketNotifications', 0);
  template.resourceCountIs('AWS::SQS::Queue', 2);
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', { BatchSize: 10, FunctionResponseTypes: ['ReportBatchItemFailures'] });
  for (const { Properties } of Object.values(template.findResources('AWS::SQS::QueuePolicy'))) {
    const allowed = Properties.PolicyDocument.Statement.filter(({ Effect }: any) => Effect === 'Allow');
    for (const statement of allowed) {
      expect(statement).toMatchObject({
        Principal: { Service: 'events.amazonaws.com' },
        Condition: { ArnEquals: { 'aws:SourceArn': expect.anything() } },
      });
    }
  }
});

test('a schedule says which one it is: EventBridge’s own event does not', () => {
  const { stack } = functionOf({
    triggers: [Trigger.schedule(Schedule.rate(Duration.hours(1))), Trigger.schedule(Schedule.rate(Duration.days(1)))],
  });
  const messages = Object.values(resources(stack, 'AWS::Events::Rule')).map(({ Properties }) => {
    const { InputPathsMap, InputTemplate } = Properties.Targets[0].InputTransformer;
    expect(Object.values(InputPathsMap).sort()).toEqual(['$.detail-type', '$.id', '$.time']);
    return JSON.parse(InputTemplate.replaceAll(/<[^>]+>/g, '"$&"'));
  });
  expect(messages.map(({ detail }) => detail)).toEqual([{ expression: 'rate(1 hour)' }, { expression: 'rate(1 day)' }]);
  expect(Object.keys(messages[0])).toEqual(['id', 'detail-type', 'time', 'detail']);
});

test('a function with an entry file reads the files that trigger it, and no others', () => {
  const { stack, backend } = functionOf({ triggers: [Trigger.file('attachments')] });
  backend.functions.addFunction('given', { handler: python(stack), triggers: [Trigger.file('attachments')] });
  const { bucket } = backend.files.addSpace('attachments', { rules: [Rule.owner()] });
  backend.files.addSpace('others', { rules: [Rule.owner()] });
  const policies = Object.entries(resources(stack, 'AWS::IAM::Policy')).concat(Object.entries(resources(stack, 'AWS::IAM::Role')));
  const reading = (id: RegExp) =>
    policies
      .filter(([name]) => id.test(name))
      .flatMap(([, { Properties }]) => Properties.PolicyDocument ?? Properties.Policies?.map((each: any) => each.PolicyDocument) ?? [])
      .flatMap(({ Statement }: any) => Statement)
      .filter(({ Action }: any) => [Action].flat().includes('s3:GetObject'));
  expect(reading(/summarize/)).toEqual([
    { Effect: 'Allow', Action: 's3:GetObject', Resource: stack.resolve(bucket.arnForObjects('attachments/*')) },
  ]);
  expect(reading(/Greet/)).toEqual([]);
});

test('calls at once can be bounded, on each queue', () => {
  const { stack, backend } = functionOf({
    triggers: [Trigger.change('notes'), Trigger.schedule(Schedule.rate(Duration.hours(1)))],
    maxConcurrency: 5,
  });
  backend.data.addModel('notes', NOTES);
  const queued = Object.values(resources(stack, 'AWS::Lambda::EventSourceMapping')).filter(
    ({ Properties }) => !Properties.StartingPosition,
  );
  expect(queued.map(({ Properties }) => Properties.ScalingConfig)).toEqual([{ MaximumConcurrency: 5 }, { MaximumConcurrency: 5 }]);
});

test('a bucket whose files trigger nothing sends no events', () => {
  const { stack, backend } = functionOf({ rules: [Rule.authenticated()] });
  backend.files.addSpace('attachments', { rules: [Rule.owner()] });
  expect(JSON.stringify(resources(stack, 'AWS::S3::Bucket'))).not.toContain('EventBridge');
});

describe('a function that somebody else bundles', () => {
  const node = (stack: Stack, id = 'Theirs') =>
    new lambda.Function(stack, id, { runtime: lambda.Runtime.NODEJS_22_X, handler: 'a.b', code: lambda.Code.fromInline('1') });

  function serverOf(stack: Stack, id = 'Theirs') {
    const fn = Object.entries(resources(stack, 'AWS::Lambda::Function')).find(([name]) => name.startsWith(id))?.[1];
    return { layers: fn?.Properties.Layers, binding: fn?.Properties.Environment?.Variables.PLINTH_BINDING };
  }

  test('gets the manifest as a layer, and the binding, however often it is asked for', () => {
    const stack = stackOf();
    const { data, functions } = new Backend(stack, 'Backend');
    data.addModel('notes', NOTES);
    const theirs = node(stack);
    functions.addServer(theirs);
    functions.addServer(theirs);
    const [[id, layer]] = Object.entries(resources(stack, 'AWS::Lambda::LayerVersion')) as [[string, any]];
    expect(serverOf(stack)).toEqual({ layers: [{ Ref: id }], binding: expect.anything() });
    expect(JSON.stringify(serverOf(stack).binding)).toContain('cursorSecret');
    const folder = join((stack.node.root as App).outdir, `asset.${layer.Properties.Content.S3Key.replace('.zip', '')}`);
    expect(createRequire(join(folder, 'nodejs', 'index.js'))('plinth-manifest').data.models).toHaveProperty('notes');
  });

  test('gets them with its declaration where it runs on Node.js, and elsewhere nothing', () => {
    const stack = stackOf();
    const { data, functions } = new Backend(stack, 'Backend');
    data.addModel('notes', NOTES);
    const theirs = node(stack);
    functions.addFunction('theirs', { handler: theirs, rules: [Rule.authenticated()] });
    functions.addFunction('again', { handler: theirs, rules: [Rule.authenticated()] });
    functions.addFunction('greet', { handler: python(stack), rules: [Rule.authenticated()] });
    expect(serverOf(stack)).toEqual({ layers: [expect.anything()], binding: expect.anything() });
    expect(serverOf(stack, 'Greet')).toEqual({ layers: undefined, binding: undefined });
  });

  test('of another stack gets nothing, since the two stacks would need each other', () => {
    const app = new App();
    const there = new Stack(app, 'There');
    const { data, functions } = new Backend(new Stack(app, 'Shop'), 'Backend');
    data.addModel('notes', NOTES);
    functions.addFunction('theirs', { handler: node(there), rules: [Rule.authenticated()] });
    expect(() => app.synth()).not.toThrow();
    expect(serverOf(there)).toEqual({ layers: undefined, binding: undefined });
  });
});

test('a given function’s queue waits as long as that may take', () => {
  const stack = stackOf();
  const backend = new Backend(stack, 'Backend');
  const handler = new lambda.Function(stack, 'Slow', {
    runtime: lambda.Runtime.PYTHON_3_13,
    handler: 'a.b',
    code: lambda.Code.fromInline('1'),
    timeout: Duration.minutes(5),
  });
  backend.functions.addFunction('slow', { handler, triggers: [Trigger.schedule(Schedule.rate(Duration.hours(1)))] });
  const timeouts = Object.values(resources(stack, 'AWS::SQS::Queue')).map(({ Properties }) => Properties.VisibilityTimeout);
  expect(timeouts).toContain(1800);
});
