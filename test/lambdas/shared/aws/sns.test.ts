import * as sdk from '@aws-sdk/client-sns';
import { createSns, type Sns } from '../../../../lambdas/shared/aws/sns.js';
import { startStubService } from '../../../support/stub-service.js';

const answer = (name: string, value: string) => `<${name}Response><${name}Result>${value}</${name}Result></${name}Response>`;
let stub: Awaited<ReturnType<typeof startStubService>>;
let sns: Sns;
let theirs: sdk.SNSClient;
beforeAll(async () => {
  stub = await startStubService();
  const credentials = { accessKeyId: 'a', secretAccessKey: 's' };
  sns = createSns({
    environment: { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 's', AWS_ENDPOINT_URL: stub.url },
    random: () => 0,
  });
  theirs = new sdk.SNSClient({ region: 'us-east-1', endpoint: stub.url, credentials });
});
afterAll(async () => {
  theirs.destroy();
  await stub.close();
});
beforeEach(() => {
  stub.requests.length = 0;
});

const formOf = (body = '') => Object.fromEntries([...new URLSearchParams(body)].sort());
const arn = 'arn:aws:sns:us-east-1:111122223333:app/GCM/shop';
const Attributes = { PlatformCredential: '{"a": "b&c+d é"}', Enabled: 'true' };

/** One call by us, and the same by the SDK. */
const CALLS: Record<string, [() => Promise<unknown>, () => Promise<unknown>]> = {
  createPlatformApplication: [
    () => sns.createPlatformApplication({ Name: 'shop', Platform: 'GCM', Attributes }),
    () => theirs.send(new sdk.CreatePlatformApplicationCommand({ Name: 'shop', Platform: 'GCM', Attributes })),
  ],
  setPlatformApplicationAttributes: [
    () => sns.setPlatformApplicationAttributes({ PlatformApplicationArn: arn, Attributes }),
    () => theirs.send(new sdk.SetPlatformApplicationAttributesCommand({ PlatformApplicationArn: arn, Attributes })),
  ],
  deletePlatformApplication: [
    () => sns.deletePlatformApplication({ PlatformApplicationArn: arn }),
    () => theirs.send(new sdk.DeletePlatformApplicationCommand({ PlatformApplicationArn: arn })),
  ],
  createPlatformEndpoint: [
    () => sns.createPlatformEndpoint({ PlatformApplicationArn: arn, Token: 'a:b_c' }),
    () => theirs.send(new sdk.CreatePlatformEndpointCommand({ PlatformApplicationArn: arn, Token: 'a:b_c' })),
  ],
  setEndpointAttributes: [
    () => sns.setEndpointAttributes({ EndpointArn: arn, Attributes }),
    () => theirs.send(new sdk.SetEndpointAttributesCommand({ EndpointArn: arn, Attributes })),
  ],
  deleteEndpoint: [() => sns.deleteEndpoint({ EndpointArn: arn }), () => theirs.send(new sdk.DeleteEndpointCommand({ EndpointArn: arn }))],
  subscribe: [
    () => sns.subscribe({ TopicArn: arn, Protocol: 'application', Endpoint: arn }),
    () => theirs.send(new sdk.SubscribeCommand({ TopicArn: arn, Protocol: 'application', Endpoint: arn, ReturnSubscriptionArn: true })),
  ],
  unsubscribe: [() => sns.unsubscribe({ SubscriptionArn: arn }), () => theirs.send(new sdk.UnsubscribeCommand({ SubscriptionArn: arn }))],
  publish: [
    () =>
      sns.publish({ TargetArn: arn, Message: '{"default":"x é"}', MessageStructure: 'json', MessageAttributes: { one: '1', two: '2' } }),
    () =>
      theirs.send(
        new sdk.PublishCommand({
          TargetArn: arn,
          Message: '{"default":"x é"}',
          MessageStructure: 'json',
          MessageAttributes: { one: { DataType: 'String', StringValue: '1' }, two: { DataType: 'String', StringValue: '2' } },
        }),
      ),
  ],
};

test.each(Object.keys(CALLS))('%s asks what the SDK asks', async (name) => {
  stub.answer = () => ({ body: answer('Any', '') });
  const [ours, reference] = CALLS[name] as [() => Promise<unknown>, () => Promise<unknown>];
  await ours();
  await reference();
  expect(formOf(stub.requests[0]?.body)).toEqual(formOf(stub.requests[1]?.body));
  expect(stub.requests[0]?.headers['content-type']).toContain('application/x-www-form-urlencoded');
});

test('answers are read', async () => {
  stub.answer = () => ({ body: answer('CreatePlatformEndpoint', `<EndpointArn>${arn}/1</EndpointArn>`) });
  expect(await sns.createPlatformEndpoint({ PlatformApplicationArn: arn, Token: 't' })).toEqual({ EndpointArn: `${arn}/1` });
});

test('an error has the name and the text of SNS', async () => {
  const message = `Endpoint ${arn}/1 already exists with the same Token, but different attributes. &amp; so on`;
  stub.answer = () => ({
    status: 400,
    body: `<ErrorResponse><Error><Type>Sender</Type><Code>InvalidParameter</Code><Message>${message}</Message></Error></ErrorResponse>`,
  });
  await expect(sns.createPlatformEndpoint({ PlatformApplicationArn: arn, Token: 't' })).rejects.toMatchObject({
    name: 'InvalidParameter',
    status: 400,
    message: message.replace('&amp;', '&'),
    retryable: false,
  });
});

test('nothing is published twice where it may have been published', async () => {
  stub.answer = () => ({
    status: 500,
    body: '<ErrorResponse><Error><Code>InternalError</Code><Message>no</Message></Error></ErrorResponse>',
  });
  await expect(sns.publish({ TargetArn: arn, Message: 'x' })).rejects.toMatchObject({ name: 'InternalError', attempts: 1 });
  expect(stub.requests).toHaveLength(1);
});
