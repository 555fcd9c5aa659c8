import { createHash, createHmac } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { SignatureV4 } from '@smithy/signature-v4';
import type { SourceData } from '@smithy/types';
import * as fc from 'fast-check';
import { presignGet, presignPost, type Signer } from '../../../../lambdas/files/engine/presign';

const at = Date.parse('2026-03-04T05:06:07.891Z');
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret/+=', sessionToken: 'token//+==' };
const signer: Signer = {
  credentials,
  region: 'eu-west-1',
  bucket: 'shop-files',
  bucketUrl: 'https://shop-files.s3.eu-west-1.amazonaws.com',
  at,
};

class Sha256 {
  readonly #hash;
  constructor(key?: SourceData) {
    this.#hash = key === undefined ? createHash('sha256') : createHmac('sha256', key as string);
  }
  update(data: Uint8Array | string) {
    this.#hash.update(data);
  }
  async digest() {
    return new Uint8Array(this.#hash.digest());
  }
}

describe('presignPost', () => {
  beforeEach(() => jest.useFakeTimers({ now: at, doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] }));
  afterEach(() => jest.useRealTimers());

  it.each(['notes/ann/a.txt', 'notes/ann/été 2026/日本+(1)~!.txt'])('makes of %s what the SDK makes', async (key) => {
    const client = new S3Client({ region: 'eu-west-1', credentials });
    const expected = await createPresignedPost(client, {
      Bucket: 'shop-files',
      Key: key,
      Expires: 300,
      Fields: { 'Content-Type': 'text/plain; charset=utf-8' },
      Conditions: [['content-length-range', 12, 12]],
    });
    expect(presignPost(signer, { key, size: 12, contentType: 'text/plain; charset=utf-8' })).toEqual(expected);
  });

  it('fixes key, size and type for five minutes', () => {
    const { fields } = presignPost(signer, { key: 'notes/ann/a.txt', size: 12, contentType: 'text/plain' });
    const policy = JSON.parse(Buffer.from(fields.Policy as string, 'base64').toString());
    expect(policy.expiration).toBe('2026-03-04T05:11:07Z');
    expect(policy.conditions).toEqual(
      expect.arrayContaining([
        ['content-length-range', 12, 12],
        { key: 'notes/ann/a.txt' },
        { 'Content-Type': 'text/plain' },
        { bucket: 'shop-files' },
      ]),
    );
  });

  it('fixes metadata, and has none where there is none', () => {
    const object = { key: 'k', size: 1, contentType: 'a/b' };
    const { fields } = presignPost(signer, { ...object, metadata: { trail: 'echo,audit' } });
    expect(fields['x-amz-meta-trail']).toBe('echo,audit');
    const policy = JSON.parse(Buffer.from(fields.Policy as string, 'base64').toString());
    expect(policy.conditions).toContainEqual({ 'x-amz-meta-trail': 'echo,audit' });
    expect(Object.keys(presignPost(signer, object).fields).join()).not.toContain('meta');
  });

  it('does without a session token where there is none', () => {
    const { sessionToken: _, ...rest } = credentials;
    expect(presignPost({ ...signer, credentials: rest }, { key: 'k', size: 1, contentType: 'a/b' }).fields).not.toHaveProperty(
      'X-Amz-Security-Token',
    );
  });
});

describe('presignGet', () => {
  const reference = new SignatureV4({
    service: 's3',
    region: 'eu-west-1',
    credentials,
    sha256: Sha256,
    uriEscapePath: false,
    applyChecksum: false,
  });

  /** The signature that the SDK's signer gives the same request. */
  async function expected(url: URL): Promise<string> {
    const query = Object.fromEntries([...url.searchParams].filter(([name]) => !name.startsWith('X-Amz-')));
    const unsigned = new Set(['x-amz-content-sha256']);
    const headers = { host: url.host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
    const presigned = await reference.presign(
      { method: 'GET', protocol: url.protocol, hostname: url.hostname, path: url.pathname, query, headers },
      { signingDate: new Date(at), expiresIn: 300, unhoistableHeaders: unsigned, unsignableHeaders: unsigned },
    );
    return (presigned.query as Record<string, string>)['X-Amz-Signature'] as string;
  }

  it('signs as the SDK does, whatever the name', async () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
      .filter((text) => !text.split('/').some((part) => part === '.' || part === '..'));
    await fc.assert(
      fc.asyncProperty(name, async (text) => {
        const url = new URL(presignGet(signer, { key: `notes/ann/${text}`, fileName: text }));
        expect(decodeURIComponent(url.pathname)).toBe(`/notes/ann/${text}`);
        expect(url.searchParams.get('X-Amz-Signature')).toBe(await expected(url));
      }),
    );
  });

  it('lasts five minutes and answers an attachment', () => {
    const { searchParams } = new URL(presignGet(signer, { key: 'notes/ann/été.html', fileName: 'été.html' }));
    expect(searchParams.get('X-Amz-Expires')).toBe('300');
    expect(searchParams.get('X-Amz-Date')).toBe('20260304T050607Z');
    expect(searchParams.get('response-content-disposition')).toBe("attachment; filename*=UTF-8''%C3%A9t%C3%A9.html");
  });

  it('keeps the path of an endpoint that has one', () => {
    const url = presignGet({ ...signer, bucketUrl: 'http://localhost:4566/shop-files' }, { key: 'notes/ann/a.txt', fileName: 'a.txt' });
    expect(url).toMatch(/^http:\/\/localhost:4566\/shop-files\/notes\/ann\/a\.txt\?/);
  });
});
