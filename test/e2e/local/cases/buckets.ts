import { GetBucketTaggingCommand } from '@aws-sdk/client-s3';
import type { FixCase } from './case.js';

export const bucketCases: FixCase[] = [
  {
    fix: 'bucket_tags_come_from_the_template',
    async observe(stand) {
      const deploy = (value: string) =>
        stand.deploy('tagged', {
          Bucket: {
            Type: 'AWS::S3::Bucket',
            Properties: { BucketName: 'tagged', Tags: [{ Key: 'aws-cdk:auto-delete-objects', Value: value }] },
          },
        });
      const tags = async () => {
        const read = stand.clients.s3.send(new GetBucketTaggingCommand({ Bucket: 'tagged' }));
        return read.then(({ TagSet }) => TagSet?.map(({ Key, Value }) => `${Key}=${Value}`).join()).catch((error: Error) => error.name);
      };
      await deploy('true');
      const made = await tags();
      await deploy('false');
      return { made, changed: await tags() };
    },
    without: { made: 'NoSuchTagSet', changed: 'NoSuchTagSet' },
    with: { made: 'aws-cdk:auto-delete-objects=true', changed: 'aws-cdk:auto-delete-objects=false' },
  },
];
