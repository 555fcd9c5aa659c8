import { PutObjectCommand } from '@aws-sdk/client-s3';
import { allow, outcome, policy, role } from '../stand.js';
import type { FixCase } from './case.js';

export const transportCases: FixCase[] = [
  {
    fix: 'loopback_counts_as_tls',
    async observe(stand) {
      const tlsOnly = {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [{ 'Fn::Sub': '${Bucket.Arn}/*' }],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      };
      const { outputs } = await stand.deploy(
        'transport',
        {
          Bucket: { Type: 'AWS::S3::Bucket' },
          Policy: {
            Type: 'AWS::S3::BucketPolicy',
            Properties: { Bucket: { Ref: 'Bucket' }, PolicyDocument: policy(tlsOnly) },
          },
          Role: role(allow('s3:*')),
        },
        { Bucket: { Ref: 'Bucket' }, Role: { 'Fn::GetAtt': ['Role', 'Arn'] } },
      );
      const { s3 } = await stand.as(outputs.Role ?? '');
      return outcome(s3.send(new PutObjectCommand({ Bucket: outputs.Bucket, Key: 'key', Body: 'body' })));
    },
    without: 'AccessDenied',
    with: 'ok',
  },
];
