import { get } from 'node:http';
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
  {
    fix: 'pages_of_other_sites_are_refused',
    async observe(stand) {
      const list = async (headers: Record<string, string>) =>
        (await stand.call('sqs', { headers: { 'x-amz-target': 'AmazonSQS.ListQueues', ...headers }, body: {} })).status;
      return {
        program: await list({}),
        ownPage: await list({ origin: 'http://localhost:5173' }),
        foreignPage: await list({ origin: 'https://evil.example' }),
        sandboxedPage: await list({ origin: 'null' }),
        foreignLink: await list({ 'sec-fetch-site': 'cross-site' }),
        ownLink: await list({ 'sec-fetch-site': 'cross-site', referer: 'http://localhost:5173/' }),
        likeOurs: await list({ 'sec-fetch-site': 'cross-site', referer: 'http://localhost.evil.example/' }),
        otherName: await rawStatus(stand.endpoint, 'evil.example'),
      };
    },
    without: {
      program: 200,
      ownPage: 200,
      foreignPage: 200,
      sandboxedPage: 200,
      foreignLink: 200,
      ownLink: 200,
      likeOurs: 200,
      otherName: 200,
    },
    with: {
      program: 200,
      ownPage: 200,
      foreignPage: 403,
      sandboxedPage: 403,
      foreignLink: 403,
      ownLink: 200,
      likeOurs: 403,
      otherName: 403,
    },
  },
];

/** The status of the health page asked for by another name; `fetch` does not let one choose it. */
function rawStatus(endpoint: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(`${endpoint}/_ministack/health`, { headers: { host } }, (answer) => resolve(answer.resume().statusCode)).on('error', reject);
  });
}
