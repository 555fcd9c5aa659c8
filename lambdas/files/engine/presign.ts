import { createHmac } from 'node:crypto';
import aws4 from 'aws4';
import type { Credentials } from '../../shared/aws/environment.js';
import { encodeKey, encodeRfc3986 } from '../../shared/aws/s3.js';
import { amzDate } from '../../shared/aws/sign.js';

/** Seconds that a URL or a form may be used for. A role's own credentials, of which they are made, may end sooner. */
export const PRESIGNED_SECONDS = 300;

export interface Signer {
  readonly credentials: Credentials;
  readonly region: string;
  /** Where the bucket answers, without a trailing slash: `https://bucket.s3.eu-west-1.amazonaws.com`. */
  readonly bucketUrl: string;
  readonly bucket: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** What a form is good for. */
export interface PostedObject {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  readonly contentType: string;
  /** Kept with the object. @default none */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** What a browser posts: each field as a form field, then the bytes as the last one, named `file`. */
export interface PresignedPost {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * A form that stores one object: under this very key, of this very size and type.
 *
 * Written out since `@aws-sdk/s3-presigned-post` brings the S3 client, 740 kB minified, for one HMAC; the tests hold it to that
 * package's own answers.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 */
export function presignPost(signer: Signer, object: PostedObject): PresignedPost {
  const { credentials, region, bucket, at } = signer;
  const time = amzDate(at);
  const day = time.slice(0, 8);
  const signed: Record<string, string> = {
    'Content-Type': object.contentType,
    bucket,
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${credentials.accessKeyId}/${day}/${region}/s3/aws4_request`,
    'X-Amz-Date': time,
    ...(credentials.sessionToken && { 'X-Amz-Security-Token': credentials.sessionToken }),
    key: object.key,
    ...Object.fromEntries(Object.entries(object.metadata ?? {}).map(([name, value]) => [`x-amz-meta-${name}`, value])),
  };
  const conditions = [
    ['content-length-range', object.size, object.size],
    ...Object.entries(signed).map(([name, value]) => ({ [name]: value })),
  ];
  const expiration = `${new Date(at + PRESIGNED_SECONDS * 1000).toISOString().slice(0, 19)}Z`;
  const policy = Buffer.from(JSON.stringify({ expiration, conditions })).toString('base64');
  const signature = ['aws4_request', policy].reduce(
    hmac,
    [day, region, 's3'].reduce(hmac, Buffer.from(`AWS4${credentials.secretAccessKey}`)),
  );
  return { url: `${signer.bucketUrl}/`, fields: { ...signed, Policy: policy, 'X-Amz-Signature': signature.toString('hex') } };
}

/**
 * A URL that reads one object. It is answered as an attachment: an HTML or SVG file that a user stored is never a page of the bucket's
 * origin (pictures and media still show inside a page).
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function presignGet(signer: Signer, object: { key: string; fileName: string }): string {
  const base = new URL(signer.bucketUrl);
  const query = new URLSearchParams({
    'X-Amz-Date': amzDate(signer.at),
    'X-Amz-Expires': String(PRESIGNED_SECONDS),
    'response-content-disposition': `attachment; filename*=UTF-8''${encodeRfc3986(object.fileName)}`,
  });
  const { path } = aws4.sign(
    {
      service: 's3',
      region: signer.region,
      method: 'GET',
      host: base.host,
      path: `${base.pathname.replace(/\/$/, '')}/${encodeKey(object.key)}?${query}`,
      signQuery: true,
    },
    signer.credentials,
  );
  return `${base.origin}${path}`;
}

const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest();
