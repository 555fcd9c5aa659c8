import type { Service } from './endpoint.js';
import { AwsError } from './errors.js';
import { type CallOptions, createTransport, type TransportOptions } from './transport.js';
import { elementsOf, textOf } from './xml.js';

export interface ObjectHead {
  /** Bytes. */
  readonly size: number;
  readonly contentType: string;
  /** RFC 3339. */
  readonly lastModified: string;
  /** What was stored with it, by names in lower case. */
  readonly metadata: Readonly<Record<string, string>>;
}

export interface ListedObject {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  /** RFC 3339. */
  readonly lastModified: string;
}

/** The operations of S3 that Plinth calls. Each rejects with an AwsError such as `AccessDenied`, `NoSuchBucket`. */
export interface S3 {
  /** Nothing where there is no such object (the role must be allowed `s3:ListBucket` without a condition on a prefix, or S3 answers 403 instead). */
  headObject(bucket: string, key: string, options?: CallOptions): Promise<ObjectHead | undefined>;
  /** Keys in the order of their UTF-8 bytes. */
  listObjects(
    bucket: string,
    /** @param after the key after which to start; `limit` 1 to 1,000 */
    query: { prefix: string; after?: string; limit: number },
    options?: CallOptions,
  ): Promise<{ objects: ListedObject[]; more: boolean }>;
  /** Succeeds, too, where there is none. */
  deleteObject(bucket: string, key: string, options?: CallOptions): Promise<void>;
}

export const S3_SERVICE: Service = { name: 's3', id: 'S3' };

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html */
export function createS3(options: TransportOptions): S3 {
  const send = createTransport(S3_SERVICE, options);
  const request = (method: string, path: string, callOptions?: CallOptions) =>
    send({ ...callOptions, method, path, headers: {}, body: '', repeatable: true });

  return {
    async headObject(bucket, key, callOptions) {
      try {
        const { headers } = await request('HEAD', objectPath(bucket, key), callOptions);
        return {
          size: Number(headers['content-length']),
          contentType: headers['content-type'] ?? 'application/octet-stream',
          lastModified: new Date(headers['last-modified'] ?? 0).toISOString(),
          metadata: metadataIn(headers),
        };
      } catch (error) {
        if (error instanceof AwsError && error.status === 404) return undefined;
        throw error;
      }
    },

    async listObjects(bucket, { prefix, after, limit }, callOptions) {
      // XML cannot hold every character of a key, so keys are asked for percent-encoded.
      const query: Record<string, string> = { 'list-type': '2', 'encoding-type': 'url', 'max-keys': String(limit), prefix };
      if (after !== undefined) query['start-after'] = after;
      const encoded = Object.entries(query).map(([name, value]) => `${name}=${encodeRfc3986(value)}`);
      const answer = await request('GET', `/${encodeRfc3986(bucket)}/?${encoded.join('&')}`, callOptions);
      const xml = answer.body.toString();
      return {
        objects: elementsOf(xml, 'Contents').map((entry) => ({
          key: decodeURIComponent((textOf(entry, 'Key') ?? '').replaceAll('+', ' ')),
          size: Number(textOf(entry, 'Size')),
          lastModified: new Date(textOf(entry, 'LastModified') ?? 0).toISOString(),
        })),
        more: textOf(xml, 'IsTruncated') === 'true',
      };
    },

    async deleteObject(bucket, key, callOptions) {
      await request('DELETE', objectPath(bucket, key), callOptions);
    },
  };
}

const METADATA = 'x-amz-meta-';

function metadataIn(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const names = Object.keys(headers).filter((name) => name.startsWith(METADATA));
  return Object.fromEntries(names.map((name) => [name.slice(METADATA.length), String(headers[name])]));
}

/** The bucket stands in the path: its name may hold dots, which a certificate does not cover. */
const objectPath = (bucket: string, key: string) => `/${encodeRfc3986(bucket)}/${encodeKey(key)}`;

/** A key as the path of a URL. */
export const encodeKey = (key: string) => key.split('/').map(encodeRfc3986).join('/');

/** Percent-encoding of all but RFC 3986's unreserved characters, as signatures count on. */
export const encodeRfc3986 = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
