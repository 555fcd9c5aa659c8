import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Environment } from '../api';
import { acknowledge } from '../api/findings';

/** How long a replaced or deleted file can still be had, where versions are kept. */
const VERSIONS_KEPT = Duration.days(30);

/** The bucket of all file spaces: private, TLS only, encrypted, open to the environment's origins for presigned requests. */
export function addBucket(scope: Construct, environment: Environment): s3.Bucket {
  const passing = environment.removalPolicy === RemovalPolicy.DESTROY;
  const bucket = new s3.Bucket(scope, 'Bucket', {
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
    encryption: s3.BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    versioned: environment.fileVersions,
    lifecycleRules: environment.fileVersions ? [{ noncurrentVersionExpiration: VERSIONS_KEPT, expiredObjectDeleteMarker: true }] : [],
    cors: cors(environment.corsOrigins ?? []),
    removalPolicy: environment.removalPolicy,
    // CloudFormation deletes no bucket that holds anything.
    autoDeleteObjects: passing,
  });
  acknowledge(bucket, {
    'AwsSolutions-S1':
      'Every upload and download is asked for through the API, whose access log has it; server access logs are the owner’s choice.',
  });
  if (passing) acknowledgeAutoDelete(scope);
  return bucket;
}

function cors(origins: string[]): s3.CorsRule[] {
  if (origins.length === 0) return [];
  return [
    {
      allowedOrigins: origins,
      allowedMethods: [s3.HttpMethods.GET, s3.HttpMethods.HEAD, s3.HttpMethods.POST],
      allowedHeaders: ['*'],
      exposedHeaders: ['ETag', 'Content-Length', 'Content-Type', 'Content-Range', 'Last-Modified'],
      maxAge: Duration.hours(2).toSeconds(),
    },
  ];
}

/** The function behind `autoDeleteObjects` is CDK's own, one a stack, with the role that CDK gives it. */
function acknowledgeAutoDelete(scope: Construct): void {
  const provider = Stack.of(scope).node.tryFindChild('Custom::S3AutoDeleteObjectsCustomResourceProvider');
  if (!provider) return;
  const reason = 'CDK’s own provider, which empties the bucket before it is deleted; only where nothing is to be kept.';
  acknowledge(provider, { 'AwsSolutions-IAM4': reason, 'AwsSolutions-IAM5': reason, 'AwsSolutions-L1': reason });
}
