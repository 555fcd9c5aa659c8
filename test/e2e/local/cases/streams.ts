import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { allow, inlineFunction, role, type Stand } from '../stand.js';
import type { FixCase } from './case.js';

/** A table whose stream calls a function that sends the new item's id to a queue, and throws on the id `poison`. */
function streamedTable(stand: Stand) {
  return stand.once('stream', async () => {
    const { outputs } = await stand.deploy(
      'stream',
      {
        Role: role(allow('logs:*', 'sqs:SendMessage', 'dynamodb:*')),
        Queue: { Type: 'AWS::SQS::Queue' },
        Failures: { Type: 'AWS::SQS::Queue' },
        Table: {
          Type: 'AWS::DynamoDB::Table',
          Properties: {
            TableName: 'streamed',
            AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
            KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
            BillingMode: 'PAY_PER_REQUEST',
            StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
          },
        },
        Function: inlineFunction(
          `const { SQSClient, SendMessageCommand } = require('@aws-sdk/client-sqs');
          exports.handler = async (event) => {
            const MessageBody = event.Records[0].dynamodb.NewImage.id.S;
            if (MessageBody === 'poison') throw new Error('poison');
            await new SQSClient({}).send(new SendMessageCommand({ QueueUrl: process.env.QUEUE, MessageBody }));
          };`,
          { QUEUE: { Ref: 'Queue' } },
        ),
        Mapping: {
          Type: 'AWS::Lambda::EventSourceMapping',
          Properties: {
            FunctionName: { Ref: 'Function' },
            EventSourceArn: { 'Fn::GetAtt': ['Table', 'StreamArn'] },
            StartingPosition: 'TRIM_HORIZON',
            BatchSize: 1,
            MaximumRetryAttempts: 0,
            DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Failures', 'Arn'] } } },
          },
        },
      },
      { Queue: { Ref: 'Queue' }, Failures: { Ref: 'Failures' } },
    );
    return { queue: outputs.Queue ?? '', failures: outputs.Failures ?? '' };
  });
}

const put = (stand: Stand, id: string) =>
  stand.clients.dynamodb.send(new PutItemCommand({ TableName: 'streamed', Item: { id: { S: id } } }));

export const streamCases: FixCase[] = [
  {
    fix: 'mapping_goes_on_after_a_restart',
    async observe(stand) {
      const { queue } = await streamedTable(stand);
      await put(stand, 'before');
      const before = await stand.message(queue, 8_000);
      await stand.restart();
      await put(stand, 'after');
      return { before, after: await stand.message(queue, 4_000) };
    },
    without: { before: 'before', after: undefined },
    with: { before: 'before', after: 'after' },
  },
  {
    fix: 'mapping_gives_up',
    async observe(stand) {
      const { queue, failures } = await streamedTable(stand);
      await put(stand, 'poison');
      await put(stand, 'next');
      const failure = await stand.message(failures, 6_000);
      return { told: failure !== undefined, next: await stand.message(queue, 3_000) };
    },
    without: { told: false, next: undefined },
    with: { told: true, next: 'next' },
  },
];
