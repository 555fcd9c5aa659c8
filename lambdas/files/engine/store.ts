import { configuredEndpointOf, endpointOf } from '../../shared/aws/endpoint.js';
import { credentialsOf, regionOf } from '../../shared/aws/environment.js';
import { AwsError } from '../../shared/aws/errors.js';
import { createS3, type ListedObject, type ObjectHead, type S3, S3_SERVICE } from '../../shared/aws/s3.js';
import type { Context } from '../../shared/entry.js';
import { type PostedObject, type PresignedPost, presignGet, presignPost, type Signer } from './presign.js';

/** The one bucket of all spaces. */
export interface Store {
  /** Nothing where there is no such object. */
  head(key: string): Promise<ObjectHead | undefined>;
  list(query: { prefix: string; after?: string; limit: number }): Promise<{ objects: ListedObject[]; more: boolean }>;
  delete(key: string): Promise<void>;
  presignPost(object: PostedObject): PresignedPost;
  presignGet(object: { key: string; fileName: string }): string;
}

/**
 * @param s3 for the handler's own calls
 * @throws Error where the binding names no bucket
 */
export function createStore(
  context: Pick<Context, 'binding' | 'environment' | 'now'> & Partial<Pick<Context, 'deadline'>>,
  s3: S3 = createS3(context),
): Store {
  const { binding, environment, now } = context;
  const { bucket } = binding;
  if (bucket === undefined) throw new Error('The binding names no bucket.');
  const region = regionOf(environment);
  const endpoint = endpointOf(S3_SERVICE, environment);
  // A host of the bucket's own is an origin of its own for browsers, but a certificate covers no name with dots.
  const inPath = configuredEndpointOf(S3_SERVICE, environment) !== undefined || bucket.includes('.');
  const bucketUrl = inPath ? `${endpoint.href.replace(/\/$/, '')}/${bucket}` : `${endpoint.protocol}//${bucket}.${endpoint.host}`;
  const signer = (): Signer => ({ credentials: credentialsOf(environment), region, bucket, bucketUrl, at: now() });

  return {
    async head(key) {
      try {
        return await s3.headObject(bucket, key);
      } catch (error) {
        if (!(error instanceof AwsError && error.status === 403)) throw error;
        // A function may list its space alone, and S3 answers 403 for what is not there to who may not list the whole bucket. So a list
        // tells what a HEAD may not, and a right that is missing is none of an object's: https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
        const [first] = (await s3.listObjects(bucket, { prefix: key, limit: 1 })).objects;
        if (first?.key === key) throw error;
        return undefined;
      }
    },
    list: (query) => s3.listObjects(bucket, query),
    delete: (key) => s3.deleteObject(bucket, key),
    presignPost: (object) => presignPost(signer(), object),
    presignGet: (object) => presignGet(signer(), object),
  };
}
