import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { allow, inlineFunction, role, type Stand } from '../stand.js';
import type { FixCase } from './case.js';

/** A table whose stream calls a function that sends the new item's id to a queue, and throws on the id `poison`. */
async function streamedTable(stand: Stand, name: string) {
  const { outputs } = await stand.deploy(
    name,
    {
      Role: role(allow('logs:*', 'sqs:SendMessage', 'dynamodb:*')),
      Queue: { Type: 'AWS::SQS::Queue' },
      Failures: { Type: 'AWS::SQS::Queue' },
      Table: {
        Type: 'AWS::DynamoDB::Table',
        Properties: {
          TableName: name,
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
  const put = (id: string) => stand.clients.dynamodb.send(new PutItemCommand({ TableName: name, Item: { id: { S: id } } }));
  return { queue: outputs.Queue ?? '', failures: outputs.Failures ?? '', put };
}

export const streamCases: FixCase[] = [
  {
    fix: 'mapping_goes_on_after_a_restart',
    async observe(stand) {
      const { queue, put } = await streamedTable(stand, 'restarted');
      await put('first');
      await put('second');
      // When the second arrives, the position past the first has been noted.
      const before = [await stand.message(queue, 10_000), await stand.message(queue, 10_000)];
      await stand.restart();
      await put('after');
      return { before, after: await stand.message(queue, 8_000) };
    },
    without: { before: ['first', 'second'], after: undefined },
    with: { before: ['first', 'second'], after: 'after' },
  },
  {
    fix: 'mapping_gives_up',
    async observe(stand) {
      const { queue, failures, put } = await streamedTable(stand, 'poisoned');
      await put('poison');
      await put('next');
      const failure = await stand.message(failures, 8_000);
      return { told: failure !== undefined, next: await stand.message(queue, 3_000) };
    },
    without: { told: false, next: undefined },
    with: { told: true, next: 'next' },
  },
];
