import { BatchGetItemCommand, GetItemCommand, QueryCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { allow, outcome, role } from '../stand.js';
import type { FixCase } from './case.js';

export const iamCases: FixCase[] = [
  {
    fix: 'leading_keys_are_known',
    async observe(stand) {
      const ownItems = {
        Effect: 'Allow',
        Action: 'dynamodb:*',
        Resource: { 'Fn::GetAtt': ['Table', 'Arn'] },
        Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['mine'] } },
      };
      const { outputs } = await stand.deploy(
        'leading-keys',
        {
          Table: {
            Type: 'AWS::DynamoDB::Table',
            Properties: {
              TableName: 'owned',
              AttributeDefinitions: [{ AttributeName: 'owner', AttributeType: 'S' }],
              KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }],
              BillingMode: 'PAY_PER_REQUEST',
            },
          },
          Role: role(ownItems),
        },
        { Role: { 'Fn::GetAtt': ['Role', 'Arn'] } },
      );
      const { dynamodb } = await stand.as(outputs.Role ?? '');
      const as = async (owner: string) => {
        const key = { owner: { S: owner } };
        return [
          await outcome(dynamodb.send(new GetItemCommand({ TableName: 'owned', Key: key }))),
          await outcome(dynamodb.send(new BatchGetItemCommand({ RequestItems: { owned: { Keys: [key] } } }))),
          await outcome(dynamodb.send(new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName: 'owned', Item: key } }] }))),
          await outcome(
            dynamodb.send(
              new QueryCommand({
                TableName: 'owned',
                KeyConditionExpression: '#owner = :owner',
                ExpressionAttributeNames: { '#owner': 'owner' },
                ExpressionAttributeValues: { ':owner': { S: owner } },
              }),
            ),
          ),
        ];
      };
      return { mine: await as('mine'), theirs: await as('theirs') };
    },
    without: { mine: Array(4).fill('ok'), theirs: Array(4).fill('ok') },
    with: { mine: Array(4).fill('ok'), theirs: Array(4).fill('AccessDeniedException') },
  },
  {
    fix: 'batch_needs_the_single_action',
    async observe(stand) {
      const { outputs } = await stand.deploy(
        'batches',
        { Queue: { Type: 'AWS::SQS::Queue' }, Role: role(allow('sqs:SendMessage')), Other: role(allow('sqs:ReceiveMessage')) },
        { Queue: { Ref: 'Queue' }, Role: { 'Fn::GetAtt': ['Role', 'Arn'] }, Other: { 'Fn::GetAtt': ['Other', 'Arn'] } },
      );
      const send = async (roleArn = '') => {
        const { sqs } = await stand.as(roleArn);
        return outcome(sqs.send(new SendMessageBatchCommand({ QueueUrl: outputs.Queue, Entries: [{ Id: 'one', MessageBody: 'hello' }] })));
      };
      return { sender: await send(outputs.Role), receiver: await send(outputs.Other) };
    },
    without: { sender: 'AccessDenied', receiver: 'AccessDenied' },
    with: { sender: 'ok', receiver: 'AccessDenied' },
  },
];
