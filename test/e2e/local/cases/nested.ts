import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { Stand } from '../stand.js';
import type { FixCase } from './case.js';

/** Puts a template with a log group, whose ARN is its output, where a stack finds it; answers the resources that nest it. */
async function nesting(stand: Stand, Description: string) {
  const Key = `${Description}.json`;
  const Logs = { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/nested' } };
  const Body = JSON.stringify({ Description, Resources: { Logs }, Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Logs', 'Arn'] } } } });
  await stand.clients.s3.send(new PutObjectCommand({ Bucket: 'templates', Key, Body }));
  const TemplateURL = `https://s3.us-east-1.amazonaws.com/templates/${Key}`;
  return { Inner: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL } } };
}

export const nestedCases: FixCase[] = [
  {
    fix: 'nested_resource_keeps_its_attributes',
    async observe(stand) {
      await stand.clients.s3.send(new CreateBucketCommand({ Bucket: 'templates' }));
      const first = await stand.deploy('nesting', await nesting(stand, 'first'));
      const second = await stand.deploy('nesting', await nesting(stand, 'second'));
      return [first.status, second.status];
    },
    without: ['CREATE_COMPLETE', 'UPDATE_ROLLBACK_FAILED'],
    with: ['CREATE_COMPLETE', 'UPDATE_COMPLETE'],
  },
];
