import * as sdk from '@aws-sdk/client-s3';
import { createS3, type S3 } from '../../../../lambdas/shared/aws/s3.js';
import { startStubService, type StubAnswer } from '../../../support/stub-service.js';

let stub: Awaited<ReturnType<typeof startStubService>>;
let s3: S3;
let theirs: sdk.S3Client;
beforeAll(async () => {
  stub = await startStubService();
  const credentials = { accessKeyId: 'a', secretAccessKey: 's' };
  s3 = createS3({
    environment: { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 's', AWS_ENDPOINT_URL: stub.url },
  });
  theirs = new sdk.S3Client({ region: 'us-east-1', endpoint: stub.url, credentials, forcePathStyle: true });
});
afterAll(async () => {
  theirs.destroy();
  await stub.close();
});

/** What both were answered, and the paths that they asked for. */
async function compare(answer: StubAnswer, ours: () => Promise<unknown>, reference: () => Promise<unknown>) {
  stub.requests.length = 0;
  stub.answer = () => answer;
  const results = [await ours(), await reference()];
  const asked = stub.requests.map(({ path }) => {
    const url = new URL(path, stub.url);
    url.searchParams.delete('x-id');
    url.searchParams.sort();
    return url.href;
  });
  expect(asked[0]).toBe(asked[1]);
  return results as [unknown, never];
}

const Bucket = 'shop-files';
const KEYS = ['notes/ann/a.txt', "notes/ann/a+b c&d=(1)~!*'%41.txt", 'notes/ann/été/日本😀.txt'];

test.each(KEYS)('the head of %s', async (Key) => {
  const headers = {
    'content-type': 'text/plain',
    'last-modified': 'Wed, 04 Mar 2026 05:06:07 GMT',
    'content-length': '12',
    'x-amz-crc32': '0',
    'x-amz-meta-trail': 'echo',
  };
  const [ours] = await compare(
    { body: 'twelve bytes', headers },
    () => s3.headObject(Bucket, Key),
    () => theirs.send(new sdk.HeadObjectCommand({ Bucket, Key })),
  );
  expect(ours).toEqual({ size: 12, contentType: 'text/plain', lastModified: '2026-03-04T05:06:07.000Z', metadata: { trail: 'echo' } });
});

test('the head of nothing', async () => {
  stub.answer = () => ({ status: 404, body: '' });
  expect(await s3.headObject(Bucket, 'k')).toBeUndefined();
  stub.answer = () => ({ status: 403, body: '' });
  await expect(s3.headObject(Bucket, 'k')).rejects.toMatchObject({ name: 'Http403' });
});

test('a list', async () => {
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>shop-files</Name><Prefix>notes%2Fann%2F</Prefix><KeyCount>2</KeyCount><MaxKeys>2</MaxKeys><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>
<Contents><Key>notes/ann/a%2Bb+c%26.txt</Key><LastModified>2026-03-04T05:06:07.000Z</LastModified><ETag>&quot;x&quot;</ETag><Size>12</Size></Contents>
<Contents><Key>notes/ann/%C3%A9t%C3%A9%20.txt</Key><LastModified>2026-03-04T05:06:08.000Z</LastModified><ETag>&quot;y&quot;</ETag><Size>0</Size></Contents></ListBucketResult>`;
  const [ours] = await compare(
    { body },
    () => s3.listObjects(Bucket, { prefix: 'notes/ann/', after: 'notes/ann/A +&', limit: 2 }),
    () =>
      theirs.send(
        new sdk.ListObjectsV2Command({ Bucket, Prefix: 'notes/ann/', StartAfter: 'notes/ann/A +&', MaxKeys: 2, EncodingType: 'url' }),
      ),
  );
  expect(ours).toEqual({
    objects: [
      { key: 'notes/ann/a+b c&.txt', size: 12, lastModified: '2026-03-04T05:06:07.000Z' },
      { key: 'notes/ann/été .txt', size: 0, lastModified: '2026-03-04T05:06:08.000Z' },
    ],
    more: true,
  });
});

test('an empty list', async () => {
  stub.answer = () => ({ body: '<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>' });
  expect(await s3.listObjects(Bucket, { prefix: 'x', limit: 1 })).toEqual({ objects: [], more: false });
});

test.each(KEYS)('the deletion of %s', async (Key) => {
  await compare(
    { status: 204, body: '' },
    () => s3.deleteObject(Bucket, Key),
    () => theirs.send(new sdk.DeleteObjectCommand({ Bucket, Key })),
  );
  expect(stub.requests[0]?.headers['x-amz-content-sha256']).toMatch(/^[0-9a-f]{64}$/);
});

test('an error has the name of S3', async () => {
  stub.answer = () => ({ status: 403, body: '<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>' });
  await expect(s3.deleteObject(Bucket, 'k')).rejects.toMatchObject({ name: 'AccessDenied', message: 'Access Denied', status: 403 });
});
