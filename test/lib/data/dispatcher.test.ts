import { Stack } from 'aws-cdk-lib';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Backend, OnDelete, Relation, Rule, Trigger } from '../../../lib';
import { fixture, NOTES, resources, stackOf } from '../support';

const entry = fixture('functions/summarize.ts');

function backendOf(stack = stackOf()) {
  const backend = new Backend(stack, 'Backend');
  const notes = backend.data.addModel('notes', NOTES);
  return { stack, backend, notes };
}

const mappings = (stack: Stack) =>
  Object.values(resources(stack, 'AWS::Lambda::EventSourceMapping')).filter(({ Properties }) => Properties.StartingPosition);

const statements = (stack: Stack) =>
  Object.entries(resources(stack, 'AWS::IAM::Role')).find(([id]) => id.includes('DispatcherHandlerRole'))?.[1].Properties.Policies[0]
    .PolicyDocument.Statement;

test('a stream is read by one mapping, in order, and no batch is lost for good', () => {
  const { stack, backend, notes } = backendOf();
  backend.functions.addFunction('one', { entry, triggers: [Trigger.change(notes)] });
  const [mapping, ...others] = mappings(stack);
  expect(others).toEqual([]);
  expect(mapping?.Properties).toMatchObject({
    EventSourceArn: { 'Fn::GetAtt': [expect.stringContaining('notesTable'), 'StreamArn'] },
    StartingPosition: 'TRIM_HORIZON',
    BatchSize: 100,
    BisectBatchOnFunctionError: true,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    DestinationConfig: { OnFailure: { Destination: stack.resolve(backend.data.dispatcher?.failures.queueArn) } },
  });
  // However often that is, for nearly as long as the stream has it.
  expect(mapping?.Properties.MaximumRecordAgeInSeconds).toBe(23 * 3600);
  expect(mapping?.Properties).not.toHaveProperty('MaximumRetryAttempts');
});

test('only triggered models have streams, one mapping each, however many functions', () => {
  const { stack, backend, notes } = backendOf();
  backend.data.addModel('tasks', NOTES);
  backend.functions.addFunction('one', { entry, triggers: [Trigger.change(notes)] });
  backend.functions.addFunction('two', { entry, triggers: [Trigger.change('notes'), Trigger.change('late')] });
  backend.data.addModel('late', NOTES);
  expect(mappings(stack)).toHaveLength(2);
  const tables = Object.values(resources(stack, 'AWS::DynamoDB::GlobalTable')).map(({ Properties }) => [
    Properties.TableName,
    Properties.StreamSpecification?.StreamViewType,
  ]);
  expect(tables).toEqual([
    ['Shop.notes', 'NEW_AND_OLD_IMAGES'],
    ['Shop.tasks', undefined],
    ['Shop.late', 'NEW_AND_OLD_IMAGES'],
  ]);
});

test('the role reads the streams of this backend’s tables and sends to its queues', () => {
  const { stack, backend, notes } = backendOf();
  const { changes } = backend.functions.addFunction('one', { entry, triggers: [Trigger.change(notes)] });
  expect(statements(stack).slice(1)).toEqual([
    {
      Effect: 'Allow',
      Action: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      Resource: expect.objectContaining({ 'Fn::Join': ['', expect.arrayContaining([':table/Shop.*/stream/*'])] }),
    },
    { Effect: 'Allow', Action: 'dynamodb:ListStreams', Resource: '*' },
    {
      Effect: 'Allow',
      Action: 'sqs:SendMessage',
      Resource: [backend.data.dispatcher?.failures, changes?.queue].map((queue) => stack.resolve(queue?.queueArn)),
    },
  ]);
  const allowed = Object.values(resources(stack, 'AWS::SQS::QueuePolicy'))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
    .filter(({ Effect }) => Effect === 'Allow');
  expect(allowed).toEqual([
    {
      Effect: 'Allow',
      Action: 'sqs:SendMessage',
      Principal: { AWS: stack.resolve(backend.data.dispatcher?.handler.role.roleArn) },
      Resource: stack.resolve(changes?.deadLetterQueue.queueArn),
    },
  ]);
  const handler = Object.entries(resources(stack, 'AWS::Lambda::Function')).find(([id]) => id.includes('Dispatcher'))?.[1];
  expect(JSON.stringify(handler?.Properties.Environment.Variables.PLINTH_BINDING)).toMatch(
    /\\"queues\\":\{\\"one\\":[^]*\\"deadLetters\\":\{\\"one\\":/,
  );
});

test('a given table brings a stream of its own, which the role names', () => {
  const { stack, backend } = backendOf();
  const tableArn = 'arn:aws:dynamodb:eu-west-1:111122223333:table/legacy';
  const table = Table.fromTableAttributes(stack, 'Own', { tableArn, tableStreamArn: `${tableArn}/stream/2026` });
  const model = backend.data.addModel('legacy', { ...NOTES, table });
  backend.functions.addFunction('one', { entry, triggers: [Trigger.change(model)] });
  expect(mappings(stack)[0]?.Properties.EventSourceArn).toBe(`${tableArn}/stream/2026`);
  expect(statements(stack)[1].Resource).toContain(`${tableArn}/stream/2026`);
});

test('a failure has a metric', () => {
  const { backend, notes } = backendOf();
  expect(backend.data.dispatcher).toBeUndefined();
  backend.functions.addFunction('one', { entry, triggers: [Trigger.change(notes)] });
  expect(backend.data.dispatcher?.metricFailures().toMetricConfig().metricStat?.metricName).toBe('ApproximateNumberOfMessagesVisible');
});

test('a triggered model costs two resources: its table and a mapping', () => {
  const count = (triggered: string[]) => {
    const { stack, backend } = backendOf();
    backend.functions.addFunction('one', { entry, triggers: triggered.map((name) => Trigger.change(name)) });
    for (const name of triggered) if (name !== 'notes') backend.data.addModel(name, { ...NOTES, rules: [Rule.owner()] });
    return Object.keys(resources(stack)).length;
  };
  expect(count(['notes', 'tasks']) - count(['notes'])).toBe(2);
});

describe('deletes that go on with other items', () => {
  const declare = (onDelete: OnDelete, first: 'parent' | 'child' = 'parent') => {
    const stack = stackOf();
    const { data } = new Backend(stack, 'Backend');
    const parent = () => data.addModel('notebooks', NOTES);
    const child = () => data.addModel('notes', { ...NOTES, relations: { notebook: Relation.belongsTo('notebooks', { onDelete }) } });
    for (const add of first === 'parent' ? [parent, child] : [child, parent]) add();
    return stack;
  };

  test.each([OnDelete.CASCADE, OnDelete.SET_NULL])('%s: the parent’s stream is read, whichever is declared first', (onDelete) => {
    for (const first of ['parent', 'child'] as const) {
      const stack = declare(onDelete, first);
      expect(mappings(stack).map(({ Properties }) => Properties.EventSourceArn['Fn::GetAtt'][0])).toEqual([
        expect.stringContaining('notebooksTable'),
      ]);
    }
  });

  test('the role may read and write the tables of the models, and no others', () => {
    const tables = statements(declare(OnDelete.CASCADE)).find(({ Action }: { Action: string[] }) => Action.includes('dynamodb:PutItem'));
    expect(JSON.stringify(tables.Resource)).toContain(':table/Shop.*');
    expect(tables.Action).toEqual([
      'dynamodb:GetItem',
      'dynamodb:BatchGetItem',
      'dynamodb:Query',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:DeleteItem',
      'dynamodb:ConditionCheckItem',
    ]);
  });

  test('what is restricted needs none of it', () => {
    const stack = declare(OnDelete.RESTRICT);
    expect(mappings(stack)).toEqual([]);
    expect(statements(stack)).toBeUndefined();
  });

  test('a dispatcher that only triggers may not touch the tables', () => {
    const { stack, backend, notes } = backendOf();
    backend.functions.addFunction('one', { entry, triggers: [Trigger.change(notes)] });
    expect(JSON.stringify(statements(stack))).not.toContain('dynamodb:PutItem');
  });
});
