import * as sdk from '@aws-sdk/client-sqs';
import { createSqs } from '../../../../lambdas/shared/aws/sqs.js';
import { startStubService } from '../../../support/stub-service.js';

test('a batch is sent as the SDK sends it, and what failed in it is told', async () => {
  const Failed = [{ Id: '0', Code: 'InternalError', SenderFault: false }];
  const stub = await startStubService(() => ({ body: { Failed } }));
  const environment = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 's', AWS_ENDPOINT_URL: stub.url };
  const theirs = new sdk.SQSClient({ region: 'us-east-1', endpoint: stub.url, credentials: { accessKeyId: 'a', secretAccessKey: 's' } });
  const input = {
    QueueUrl: `${stub.url}/111122223333/q.fifo`,
    Entries: [{ Id: '0', MessageBody: 'é', MessageGroupId: 'g', MessageDeduplicationId: 'd' }],
  };
  expect(await createSqs({ environment }).sendMessageBatch(input)).toEqual({ Failed });
  await theirs.send(new sdk.SendMessageBatchCommand(input));
  const [ours, reference] = stub.requests;
  expect(ours?.target).toBe(reference?.target);
  expect(ours?.headers['content-type']).toBe(reference?.headers['content-type']);
  expect(JSON.parse(ours?.body ?? '')).toEqual(JSON.parse(reference?.body ?? ''));
  theirs.destroy();
  await stub.close();
});
