import { Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Auth, Backend, BackendApi, Data, type ModelProps, Relation, Rule } from '../../../lib';
import { fixture, NOTES, only, resources, stackOf } from '../support';

/** Statements of the data handler's role. */
function statements(stack: Parameters<typeof resources>[0]) {
  const role = Object.entries(resources(stack, 'AWS::IAM::Role')).find(([id]) => id.includes('DataHandlerRole'))?.[1];
  return role?.Properties.Policies[0].PolicyDocument.Statement;
}

test('without a model there is nothing', () => {
  const stack = stackOf();
  const { data } = new Backend(stack, 'Backend');
  expect([data.handler, data.section(), data.binding()]).toEqual([undefined, undefined, {}]);
  expect(Object.values(resources(stack)).map(({ Type }) => Type)).toEqual(['AWS::Cognito::UserPool', 'AWS::Cognito::UserPoolClient']);
});

test('the role names the tables by one prefix that covers no other backend’s', () => {
  const stack = stackOf();
  const { data } = new Backend(stack, 'Backend');
  data.addModel('notes', NOTES);
  data.addModel('tasks', NOTES);
  const tables = statements(stack).filter(({ Action }: any) => [Action].flat()[0].startsWith('dynamodb:'));
  expect(tables).toEqual([
    {
      Effect: 'Allow',
      Action: [
        'dynamodb:GetItem',
        'dynamodb:BatchGetItem',
        'dynamodb:Query',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:DeleteItem',
        'dynamodb:ConditionCheckItem',
      ],
      Resource: expect.objectContaining({ 'Fn::Join': ['', expect.arrayContaining([':table/Shop.*'])] }),
    },
  ]);
});

test('a scan is allowed once a model allows it', () => {
  const stack = stackOf();
  new Backend(stack, 'Backend').data.addModel('notes', { ...NOTES, allowScan: true });
  expect(statements(stack)[1].Action).toContain('dynamodb:Scan');
});

test('the handler may read the secret that keys cursors, which no template holds', () => {
  const stack = stackOf();
  new Backend(stack, 'Backend').data.addModel('notes', NOTES);
  const [id] = Object.keys(resources(stack, 'AWS::SecretsManager::Secret'));
  expect(only(stack, 'AWS::SecretsManager::Secret').Properties.GenerateSecretString).toEqual({
    PasswordLength: 64,
    ExcludePunctuation: true,
  });
  expect(statements(stack)[2]).toEqual({ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: { Ref: id } });
  expect(only(stack, 'AWS::Lambda::Function').Properties.Environment.Variables.PLINTH_BINDING['Fn::Join'][1]).toEqual([
    '{"cursorSecret":"',
    { Ref: id },
    '"}',
  ]);
});

test('data alone in a stack has an API of its own', () => {
  const stack = stackOf();
  const data = new Data(stack, 'Data');
  new Auth(stack, 'Auth', { api: data.api });
  data.addModel('notes', { ...NOTES, rules: [Rule.owner()] });
  Template.fromStack(stack).resourceCountIs('AWS::ApiGatewayV2::Route', 11);
  expect(data.api).toBeInstanceOf(BackendApi);
});

test('only tables grow with models, and nothing with indexes and rules', () => {
  const count = (models: number, more = {}) => {
    const stack = stackOf();
    const { data } = new Backend(stack, 'Backend');
    for (let i = 0; i < models; i++) data.addModel(`model${i}`, { ...NOTES, ...more });
    return Object.keys(resources(stack)).length;
  };
  const [one, two, indexed, ruled] = [
    count(1),
    count(2),
    count(1, { indexes: { ...NOTES.indexes, open: { partition: ['published'] } } }),
    count(1, { rules: [...NOTES.rules, Rule.authenticated().read()] }),
  ];
  expect([one - 1 <= 35, two - one, indexed - one, ruled - one]).toEqual([true, 1, 0, 0]);
});

test('a table is updated before its handler, and nothing else waits for it', () => {
  const stack = stackOf();
  const { data } = new Backend(stack, 'Backend');
  data.addModel('notes', NOTES);
  data.addModel('tasks', NOTES);
  const tables = Object.keys(resources(stack, 'AWS::DynamoDB::GlobalTable'));
  const waiting = Object.entries(Template.fromStack(stack).toJSON().Resources).filter(([, { DependsOn }]: any) =>
    tables.some((table) => DependsOn?.includes(table)),
  );
  expect(waiting.map(([, { Type, DependsOn }]: any) => [Type, DependsOn.filter((id: string) => tables.includes(id)).length])).toEqual([
    ['AWS::Lambda::Function', 2],
  ]);
});

test.each([
  [
    'of an entry file',
    (backend: Backend) =>
      backend.functions.addFunction('summarize', { entry: fixture('functions/summarize.ts'), rules: [Rule.authenticated()] }),
  ],
  [
    'of one’s own',
    (backend: Backend) =>
      new lambda.Function(backend, 'summarize', { runtime: lambda.Runtime.PYTHON_3_13, handler: 'a.b', code: lambda.Code.fromInline('1') }),
  ],
])('a function %s that may read a model waits for its table too: by its role', (_, functionOf) => {
  const stack = stackOf();
  const backend = new Backend(stack, 'Backend');
  const notes = backend.data.addModel('notes', NOTES);
  notes.grantRead(functionOf(backend));
  const { Resources } = Template.fromStack(stack).toJSON();
  const [table] = Object.keys(resources(stack, 'AWS::DynamoDB::GlobalTable'));
  const [id] = Object.keys(resources(stack, 'AWS::Lambda::Function')).filter((name) => name.includes('summarize'));
  const waitedFor = new Set([id]);
  for (const each of waitedFor) {
    const text = JSON.stringify(Resources[each as string]);
    for (const name of Object.keys(Resources)) if (text.includes(`"${name}"`)) waitedFor.add(name);
  }
  expect([...waitedFor]).toContain(table);
});

test('guests have routes to what they reach by a relation, whichever model is declared first', () => {
  const notes = { fields: {}, rules: [Rule.related('notebook')], relations: { notebook: Relation.belongsTo('notebooks') } };
  const guestRoutes = (...models: [string, ModelProps][]) => {
    const stack = stackOf();
    const { data } = new Backend(stack, 'Backend');
    for (const [name, props] of models) data.addModel(name, props);
    const routes = Object.values(resources(stack, 'AWS::ApiGatewayV2::Route')).map(({ Properties }) => Properties.RouteKey as string);
    return routes.filter((route) => route.includes('/guest/')).sort();
  };
  const open: [string, ModelProps] = ['notebooks', { fields: {}, rules: [Rule.guest().get()] }];
  const closed: [string, ModelProps] = ['notebooks', { fields: {}, rules: [Rule.owner()] }];
  const lists = ['GET /guest/data/{model}', 'POST /guest/data/{model}/query'];
  expect(guestRoutes(['notes', notes], open)).toEqual(expect.arrayContaining(lists));
  expect(guestRoutes(open, ['notes', notes])).toEqual(expect.arrayContaining(lists));
  expect(guestRoutes(open)).not.toEqual(expect.arrayContaining(lists));
  expect(guestRoutes(closed, ['notes', notes])).toEqual([]);
});
