import { Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Auth, BackendApi, Condition, Data, Environment, Field, Rule } from '../../../lib';
import { faultsOf, NOTES, only, resources, stackOf } from '../support';

function dataOf(environment = Environment.development()) {
  const stack = stackOf();
  const api = new BackendApi(stack, 'Api', { environment });
  new Auth(stack, 'Auth', { api, acceptMailLimit: true });
  return { stack, data: new Data(stack, 'Data', { api }) };
}

const table = (stack: Parameters<typeof only>[0]) => only(stack, 'AWS::DynamoDB::GlobalTable');

test('a model is one table on demand, named by backend and model, with TTL and its indexes', () => {
  const { stack, data } = dataOf();
  data.addModel('notes', { ...NOTES, indexes: { ...NOTES.indexes, open: { partition: ['published'], sort: ['owner', 'createdAt'] } } });
  const { Properties } = table(stack);
  expect(Properties).toMatchObject({
    TableName: 'Shop.notes',
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    TimeToLiveSpecification: { AttributeName: '_expires', Enabled: true },
  });
  expect(Properties.StreamSpecification).toBeUndefined();
  expect(
    Properties.GlobalSecondaryIndexes.map(({ KeySchema, Projection }: any) => [
      KeySchema.map((key: any) => Object.values(key)),
      Projection,
    ]),
  ).toEqual([
    [
      [
        ['owner', 'HASH'],
        ['createdAt', 'RANGE'],
      ],
      { ProjectionType: 'ALL' },
    ],
    [
      [
        ['_key_published', 'HASH'],
        ['owner', 'RANGE'],
        ['createdAt', 'RANGE'],
      ],
      { ProjectionType: 'ALL' },
    ],
  ]);
});

test.each([
  ['development', Environment.development(), false, false, 'Delete'],
  ['staging', Environment.staging({ corsOrigins: [] }), true, false, 'RetainExceptOnCreate'],
  ['production', Environment.production({ corsOrigins: [] }), true, true, 'RetainExceptOnCreate'],
])('recovery, protection and retention in %s', (_, environment, recovery, protection, policy) => {
  const { stack, data } = dataOf(environment);
  data.addModel('notes', NOTES);
  const { Properties, DeletionPolicy } = table(stack);
  expect(Properties.Replicas[0]).toMatchObject({
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: recovery },
    DeletionProtectionEnabled: protection,
  });
  expect(DeletionPolicy).toBe(policy);
});

test('a restored table keeps the name it has, and the handler’s role names it', () => {
  const { stack, data } = dataOf();
  const notes = data.addModel('notes', { ...NOTES, tableName: 'restored-notes' });
  expect(table(stack).Properties.TableName).toBe('restored-notes');
  expect(data.section().models.notes.table).toBe('restored-notes');
  const policies = JSON.stringify(Object.values(resources(stack, 'AWS::IAM::Role')).map(({ Properties }) => Properties.Policies));
  expect(policies).toContain(JSON.stringify(stack.resolve(notes.table.tableArn)));
});

test('a given table of a name that is a token is bound, not declared', () => {
  const { stack, data } = dataOf();
  const given = new dynamodb.TableV2(stack, 'Own', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
  data.addModel('notes', { ...NOTES, table: given });
  expect(data.section().models.notes).not.toHaveProperty('table');
  expect(stack.resolve(data.binding().tables)).toEqual({ notes: stack.resolve(given.tableName) });
  Template.fromStack(stack).resourceCountIs('AWS::DynamoDB::GlobalTable', 1);
});

test('a given table of a literal name is declared', () => {
  const { stack, data } = dataOf();
  data.addModel('notes', { ...NOTES, table: dynamodb.Table.fromTableName(stack, 'Own', 'legacy') });
  expect(data.section().models.notes.table).toBe('legacy');
  expect(data.binding()).not.toHaveProperty('tables');
});

test('grants name one table, its indexes and what reading takes; a scan only where the model allows it', () => {
  const { stack, data } = dataOf();
  const notes = data.addModel('notes', NOTES);
  const log = data.addModel('log', { fields: { text: Field.string() }, rules: [Rule.owner()], allowScan: true });
  const fn = new lambda.Function(stack, 'Fn', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'a.b', code: lambda.Code.fromInline('1') });
  notes.grantRead(fn);
  log.grantRead(fn);
  notes.grantWrite(fn);
  const { Statement } = only(stack, 'AWS::IAM::Policy').Properties.PolicyDocument;
  const table = (model: typeof notes) => stack.resolve(model.table.tableArn);
  const indexes = (model: typeof notes) => stack.resolve(`${model.table.tableArn}/index/*`);
  expect(Statement).toEqual([
    { Effect: 'Allow', Action: ['dynamodb:GetItem', 'dynamodb:BatchGetItem'], Resource: table(notes) },
    { Effect: 'Allow', Action: 'dynamodb:Query', Resource: indexes(notes) },
    { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: stack.resolve(data.api.cursorSecret?.secretArn) },
    { Effect: 'Allow', Action: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Scan'], Resource: table(log) },
    { Effect: 'Allow', Action: 'dynamodb:Query', Resource: indexes(log) },
    {
      Effect: 'Allow',
      Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:ConditionCheckItem'],
      Resource: table(notes),
    },
  ]);
});

test('the stream is switched on when asked for; a given table must bring its own', () => {
  const { stack, data } = dataOf();
  const notes = data.addModel('notes', { ...NOTES, rules: [Rule.owner().when(Condition.isFalse('published'))] });
  expect(stack.resolve(notes._streamArn())).toEqual({ 'Fn::GetAtt': [expect.stringContaining('notesTable'), 'StreamArn'] });
  expect(table(stack).Properties.StreamSpecification).toEqual({ StreamViewType: 'NEW_AND_OLD_IMAGES' });

  const other = dataOf();
  const arn = 'arn:aws:dynamodb:eu-west-1:111122223333:table/legacy';
  const without = other.data.addModel('notes', { ...NOTES, table: dynamodb.Table.fromTableArn(other.stack, 'Own', arn) });
  expect(without._streamArn()).toBeUndefined();
  const attributes = { tableArn: `${arn}2`, tableStreamArn: `${arn}2/stream/2026` };
  const given = other.data.addModel('tasks', { ...NOTES, table: dynamodb.Table.fromTableAttributes(other.stack, 'Own2', attributes) });
  expect(given._streamArn()).toBe(`${arn}2/stream/2026`);
  expect(faultsOf(other.stack)).toEqual([
    expect.stringMatching(/^data\.models\.notes\.table: triggers, and deletes that go on with other items, need the stream/),
  ]);
});

test('throttling has a metric', () => {
  const { data } = dataOf();
  const metric = data.addModel('notes', NOTES).metricThrottledRequests(dynamodb.Operation.PUT_ITEM);
  expect(metric.toMetricConfig().metricStat).toMatchObject({ metricName: 'ThrottledRequests', namespace: 'AWS/DynamoDB' });
});
