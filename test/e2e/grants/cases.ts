import { unique, type Outcome, type World } from './world';

/** Something that a person does, and the grant that it cannot be done without. */
export interface Case {
  readonly role: string;
  readonly action: string;
  /** What the resource's ARN holds; needed where a role has the action on several. */
  readonly on?: string;
  /** What is to be there, made while the role has all its grants. */
  prepare?(world: World): Promise<string | void>;
  use(world: World, prepared: string): Promise<Outcome>;
  /** The status of the refusal. @default 500, of a user's function 502 */
  readonly refused?: number;
}

const thing = (world: World) => world.thing();
const file = (world: World) => world.file();
const device = (world: World) => world.device();

/** Of the log, by its id. */
async function entry(world: World): Promise<string> {
  return (await world.done(world.clerk('create', 'a subject'))).answer;
}

/** A file of the clerk's, by its name. */
async function paper(world: World): Promise<string> {
  const name = `${unique()}.txt`;
  await world.done(world.clerk('upload', name));
  return name;
}

/** Who has a device. */
async function ada(world: World): Promise<string> {
  await world.device();
  return world.ada.id;
}

const data: Case[] = [
  // First: a function reads the secret of cursors once.
  {
    action: 'secretsmanager:GetSecretValue',
    prepare: async (world: World) => void (await Promise.all([world.thing(), world.thing()])),
    use: (world: World) => world.call('GET', '/data/things?owner=me&limit=1'),
  },
  { action: 'dynamodb:PutItem', use: (world: World) => world.call('POST', '/data/things', { title: 'a thing' }) },
  { action: 'dynamodb:GetItem', prepare: thing, use: (world: World, id: string) => world.call('GET', `/data/things/${id}`) },
  {
    action: 'dynamodb:BatchGetItem',
    prepare: thing,
    use: (world: World, id: string) => world.call('POST', '/data/things/batch-get', { ids: [id] }),
  },
  { action: 'dynamodb:Query', use: (world: World) => world.call('GET', '/data/things?owner=me') },
  { action: 'dynamodb:Scan', use: (world: World) => world.call('GET', '/data/things') },
  {
    action: 'dynamodb:UpdateItem',
    prepare: thing,
    use: (world: World, id: string) => world.call('PATCH', `/data/things/${id}`, { title: 'another' }),
  },
  // Its unique value is given up.
  {
    action: 'dynamodb:DeleteItem',
    prepare: (world: World) => world.thing({ code: unique() }),
    use: (world: World, id: string) => world.call('DELETE', `/data/things/${id}`),
  },
  {
    action: 'dynamodb:ConditionCheckItem',
    prepare: thing,
    use: (world: World, id: string) => world.call('POST', '/data/parts', { thingId: id }),
  },
].map((each) => ({ role: 'DataHandler', ...each }));

const files: Case[] = [
  {
    action: 'secretsmanager:GetSecretValue',
    prepare: async (world: World) => void (await Promise.all([world.file(), world.file()])),
    use: (world: World) => world.call('GET', '/files/papers?limit=1'),
  },
  // A form has the rights of who signed it: S3 itself refuses, in its own words.
  { action: 's3:PutObject', use: (world: World) => world.upload('new.txt'), refused: 403 },
  { action: 's3:GetObject', prepare: file, use: (world: World, name: string) => world.call('GET', `/files/papers/me/${name}`) },
  { action: 's3:ListBucket', use: (world: World) => world.call('GET', '/files/papers') },
  { action: 's3:DeleteObject', prepare: file, use: (world: World, name: string) => world.call('DELETE', `/files/papers/me/${name}`) },
].map((each) => ({ role: 'FilesHandler', ...each }));

const functions: Case[] = [
  { role: 'FunctionsHandler', action: 'lambda:InvokeFunction', use: (world) => world.call('POST', '/functions/greet', {}) },
];

const push: Case[] = [
  ...['sns:CreatePlatformEndpoint', 'sns:SetEndpointAttributes', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'].map(
    (action) => ({
      action,
      prepare: async () => unique().repeat(5),
      use: (world: World, token: string) => world.register(token),
    }),
  ),
  ...['sns:Subscribe', 'dynamodb:UpdateItem'].map((action) => ({
    action,
    prepare: async (world: World) => (await world.done(world.register())).id,
    use: (world: World, id: string) => world.call('PUT', `/push/devices/${id}/topics/news`),
  })),
  {
    action: 'sns:Unsubscribe',
    prepare: device,
    use: (world: World, id: string) => world.call('DELETE', `/push/devices/${id}/topics/news`),
  },
  ...['sns:DeleteEndpoint', 'dynamodb:DeleteItem'].map((action) => ({
    action,
    prepare: device,
    use: (world: World, id: string) => world.call('DELETE', `/push/devices/${id}`),
  })),
].map((each) => ({ role: 'PushHandler', ...each }));

/** What a user's function does by `cdk-plinth/server`, with the grants that the app gave it. */
const clerk: Case[] = [
  {
    action: 'secretsmanager:GetSecretValue',
    prepare: async (world: World) => {
      const subject = unique();
      await Promise.all([world.done(world.clerk('create', subject)), world.done(world.clerk('create', subject))]);
      return subject;
    },
    use: (world: World, subject: string) => world.clerk('page', subject),
  },
  { action: 'dynamodb:PutItem', use: (world: World) => world.clerk('create', 'a subject') },
  { action: 'dynamodb:GetItem', prepare: entry, use: (world: World, id: string) => world.clerk('get', id) },
  { action: 'dynamodb:BatchGetItem', prepare: entry, use: (world: World, id: string) => world.clerk('getMany', id) },
  { action: 'dynamodb:UpdateItem', prepare: entry, use: (world: World, id: string) => world.clerk('update', id) },
  { action: 'dynamodb:DeleteItem', on: 'table/Grants.log', prepare: entry, use: (world: World, id: string) => world.clerk('delete', id) },
  { action: 'dynamodb:ConditionCheckItem', prepare: entry, use: (world: World, id: string) => world.clerk('check', id) },
  { action: 'dynamodb:Query', on: 'table/Grants.log/index/', use: (world: World) => world.clerk('list', 'a subject') },
  { action: 'dynamodb:Scan', use: (world: World) => world.clerk('scan') },
  { action: 's3:PutObject', use: (world: World) => world.clerk('upload', 'new.txt') },
  { action: 's3:GetObject', prepare: paper, use: (world: World, name: string) => world.clerk('download', name) },
  { action: 's3:ListBucket', use: (world: World) => world.clerk('listFiles') },
  { action: 's3:DeleteObject', prepare: paper, use: (world: World, name: string) => world.clerk('deleteFile', name) },
  { action: 'sns:Publish', on: ':endpoint/', prepare: ada, use: (world: World, id: string) => world.clerk('toUser', id) },
  { action: 'sns:Publish', on: 'newsTopic', use: (world: World) => world.clerk('toTopic') },
  { action: 'dynamodb:Query', on: 'table/Grants_devices', prepare: ada, use: (world: World, id: string) => world.clerk('toUser', id) },
  // A device that is no more is forgotten by who sends to it.
  {
    action: 'dynamodb:DeleteItem',
    on: 'table/Grants_devices',
    prepare: async (world: World) => {
      await world.goneDevice();
      return world.ada.id;
    },
    use: (world: World, id: string) => world.clerk('toUser', id),
  },
].map((each) => ({ role: 'FunctionsclerkHandler', refused: 502, ...each }));

export const CASES: readonly Case[] = [...data, ...files, ...functions, ...push, ...clerk];

/** Grants that the emulator does not ask for, or that CDK brings along: these are kept by test/limits/roles.md alone. */
export const UNTRIED: readonly { readonly action: RegExp; readonly on?: RegExp; readonly why: string }[] = [
  { action: /^logs:(CreateLogStream|PutLogEvents)$/, why: 'Lambda writes a function’s log as its role; the emulator asks for no right.' },
  {
    action: /^dynamodb:(DescribeStream|GetRecords|GetShardIterator|ListStreams)$/,
    why: 'Lambda reads a stream as the role: https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-eventsourcemapping.html',
  },
  {
    action: /^sqs:(ReceiveMessage|DeleteMessage|GetQueueAttributes)$/,
    why: 'Lambda reads a queue as the role: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
  },
  { action: /^sqs:SendMessage$/, on: /DispatcherFailures/, why: 'Lambda notes there, as the role, what of a stream was not taken.' },
  { action: /^secretsmanager:DescribeSecret$/, why: 'CDK’s `grantRead` of a secret gives it, beside what its key asks for.' },
];
