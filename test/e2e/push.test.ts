import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import {
  DeleteEndpointCommand,
  GetEndpointAttributesCommand,
  ListSubscriptionsByTopicCommand,
  NotFoundException,
  SetEndpointAttributesCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { devicesTableName } from '../../lib/manifest';
import {
  type AnyClient,
  type Deployment,
  deployment,
  eventually,
  guest,
  joined,
  type Person,
  physicalId,
  sdkOf,
  signedUp,
} from './deployment';

let to: Deployment;
let sns: SNSClient;
let dynamodb: DynamoDBClient;
let ada: Person;
let bob: Person;
let editor: Person;
let visitor: AnyClient;

beforeAll(async () => {
  to = deployment('workshop');
  sns = new SNSClient(sdkOf(to.endpoint));
  dynamodb = new DynamoDBClient(sdkOf(to.endpoint));
  [ada, bob, editor, visitor] = [await signedUp(to, 'ada'), await signedUp(to, 'bob'), await joined(to, 'editors'), await guest(to)];
});

const newToken = () => `${crypto.randomUUID()}:APA91b_${'x'.repeat(110)}`;
const register = (api: AnyClient, token = newToken()) => api.push.register({ platform: 'fcm', token });
const sendTo = (person: Person) => editor.api.functions.send({ to: person.id, title: 'Hello' });

/** The endpoint of a registered device, as the backend notes it. */
async function endpointOf({ id: owner }: Person, device: { id: string }): Promise<string> {
  const { Item } = await dynamodb.send(
    new GetItemCommand({ TableName: devicesTableName(to.config.backendId), Key: { owner: { S: owner }, id: { S: device.id } } }),
  );
  return Item!.endpoint!.S!;
}

/** SNS's own view of an endpoint: undefined where it has none. */
async function attributesOf(EndpointArn: string): Promise<Record<string, string> | undefined> {
  try {
    return (await sns.send(new GetEndpointAttributesCommand({ EndpointArn }))).Attributes;
  } catch (error) {
    if (error instanceof NotFoundException) return undefined;
    throw error;
  }
}

/** SNS's own view of a topic: whether an endpoint is subscribed to it. */
async function isSubscribed(arn: string, topic: RegExp): Promise<boolean> {
  const TopicArn = await physicalId(to, 'AWS::SNS::Topic', topic);
  const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  return Subscriptions.some(({ Endpoint }) => Endpoint === arn);
}

describe('a device', () => {
  test('is registered once, however often its application does so', async () => {
    const token = newToken();
    const device = await register(ada.api, token);
    expect(device).toEqual({ id: expect.any(String), platform: 'fcm' });
    const endpoint = await endpointOf(ada, device);
    expect(endpoint).toContain(':endpoint/GCM/Workshop-fcm/');
    expect(await attributesOf(endpoint)).toMatchObject({ Enabled: 'true', Token: token });
    expect(await register(ada.api, token)).toEqual(device);
    expect(await endpointOf(ada, device)).toBe(endpoint);
    expect((await register(ada.api)).id).not.toBe(device.id);
  });

  test('goes to another user who registers its token, without the topics of the one before', async () => {
    const [first, second] = [await signedUp(to, 'first'), await signedUp(to, 'second')];
    const token = newToken();
    const device = await register(first.api, token);
    await first.api.push.subscribe('news');
    const endpoint = await endpointOf(first, device);
    expect(await isSubscribed(endpoint, /news/)).toBe(true);
    expect(await sendTo(first)).toEqual({ accepted: 1, removed: 0, failed: 0 });

    expect(await register(second.api, token)).toEqual(device);
    expect(await endpointOf(second, device)).toBe(endpoint);
    expect(await isSubscribed(endpoint, /news/)).toBe(false);
    expect(await sendTo(first)).toEqual({ accepted: 0, removed: 0, failed: 0 });
    expect(await sendTo(second)).toEqual({ accepted: 1, removed: 0, failed: 0 });
    // To the first it is no device of theirs any more.
    await expect(first.api.push.subscribe('news')).rejects.toMatchObject({ code: 'not-found', status: 404 });
    await first.api.push.unregister();
    expect(await sendTo(second)).toMatchObject({ accepted: 1 });
  });

  test('is unregistered, with its subscriptions, and need not be there for that', async () => {
    const person = await signedUp(to);
    const { push } = person.api;
    await push.unregister();
    const endpoint = await endpointOf(person, await register(person.api));
    await push.subscribe('news');
    await push.unregister();
    expect(await attributesOf(endpoint)).toBeUndefined();
    expect(await isSubscribed(endpoint, /news/)).toBe(false);
    await expect(push.subscribe('news')).rejects.toMatchObject({ code: 'not-registered' });
    await push.unregister();
  });

  test.each<[string, unknown, string]>([
    ['no token', { platform: 'fcm' }, '/token'],
    ['an empty token', { platform: 'fcm', token: '' }, '/token'],
    ['a short token', { platform: 'fcm', token: 'short' }, '/token'],
    ['a token of other characters', { platform: 'fcm', token: `${'x'.repeat(100)} <script>` }, '/token'],
    ['a platform that is not declared', { platform: 'apns', token: 'a'.repeat(64) }, '/platform'],
    ['an owner', { platform: 'fcm', token: newToken(), owner: 'someone' }, '/owner'],
  ])('with %s is refused', async (_, device, field) => {
    await expect(ada.api.push.register(device)).rejects.toMatchObject({
      code: 'validation-failed',
      status: 422,
      fields: { [field]: expect.any(String) },
    });
  });

  test('belongs to somebody: guests have none', async () => {
    await expect(register(visitor)).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});

describe('a topic', () => {
  test('is followed by whom its rules admit, and left by anyone', async () => {
    const endpoint = await endpointOf(bob, await register(bob.api));
    await bob.api.push.subscribe('news');
    await bob.api.push.subscribe('news');
    expect(await isSubscribed(endpoint, /news/)).toBe(true);
    await bob.api.push.unsubscribe('news');
    await bob.api.push.unsubscribe('news');
    expect(await isSubscribed(endpoint, /news/)).toBe(false);

    await expect(bob.api.push.subscribe('desk')).rejects.toMatchObject({ code: 'forbidden', status: 403 });
    expect(await isSubscribed(endpoint, /desk/)).toBe(false);
    await register(editor.api);
    await editor.api.push.subscribe('desk');
    await expect(editor.api.push.subscribe('nothing')).rejects.toMatchObject({ code: 'not-found', status: 404 });
    await expect(editor.api.push.subscribe('constructor')).rejects.toMatchObject({ code: 'not-found', status: 404 });
  });

  test("is not followed with another's device", async () => {
    const { id } = await register(ada.api);
    const { accessToken } = await bob.api.auth.session();
    for (const method of ['PUT', 'DELETE']) {
      const headers = { authorization: `Bearer ${accessToken}` };
      const answer = await fetch(`${to.config.apiUrl}/push/devices/${id}/topics/news`, { method, headers });
      expect([method, answer.status]).toEqual([method, method === 'PUT' ? 404 : 204]);
    }
    await ada.api.push.subscribe('news');
  });

  test('carries what a function sends', async () => {
    const sqs = new SQSClient(sdkOf(to.endpoint));
    const TopicArn = await physicalId(to, 'AWS::SNS::Topic', /news/);
    const { QueueUrl } = await sqs.send(
      new CreateQueueCommand({
        QueueName: 'heard-of-news',
        Attributes: {
          Policy: JSON.stringify({
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: '*' }],
          }),
        },
      }),
    );
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: Attributes!.QueueArn }));
    expect(await editor.api.functions.send({ topic: 'news', title: 'Breaking' })).toEqual({});
    const message = await eventually(async () => (await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages?.[0]);
    expect(JSON.parse(message.Body!)).toMatchObject({ TopicArn, Message: 'Breaking' });
  });
});

describe('a device that its platform says is no more', () => {
  test.each<[string, (arn: string) => Promise<unknown>]>([
    ['disabled', (EndpointArn) => sns.send(new SetEndpointAttributesCommand({ EndpointArn, Attributes: { Enabled: 'false' } }))],
    ['gone', (EndpointArn) => sns.send(new DeleteEndpointCommand({ EndpointArn }))],
  ])('(%s) is forgotten when it is sent to, and can be registered again', async (_, end) => {
    const person = await signedUp(to, 'lost');
    const [lost, kept] = [newToken(), newToken()];
    await register(person.api, kept);
    const endpoint = await endpointOf(person, await register(person.api, lost));
    await person.api.push.subscribe('news');
    await end(endpoint);
    expect(await sendTo(person)).toEqual({ accepted: 1, removed: 1, failed: 0 });
    expect(await sendTo(person)).toEqual({ accepted: 1, removed: 0, failed: 0 });
    await expect(person.api.push.subscribe('news')).rejects.toMatchObject({ code: 'not-found' });

    // Another endpoint, so that what the former one was subscribed to does not come back.
    const renewed = await endpointOf(person, await register(person.api, lost));
    expect(await sendTo(person)).toMatchObject({ accepted: 2 });
    expect(await attributesOf(endpoint)).toBeUndefined();
    expect(await isSubscribed(renewed, /news/)).toBe(false);
  });

  test('is enabled again by its application, which knows better', async () => {
    const token = newToken();
    const person = await signedUp(to, 'back');
    const endpoint = await endpointOf(person, await register(person.api, token));
    await sns.send(new SetEndpointAttributesCommand({ EndpointArn: endpoint, Attributes: { Enabled: 'false' } }));
    await register(person.api, token);
    expect(await attributesOf(endpoint)).toMatchObject({ Enabled: 'true', Token: token });
  });
});
