import { createStore } from '../../../../lambdas/files/engine/store';
import { AwsError } from '../../../../lambdas/shared/aws/errors';
import type { S3 } from '../../../../lambdas/shared/aws/s3';

const keys = { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 's', AWS_SESSION_TOKEN: 't' };
const object = { key: 'notes/ann/a.txt', size: 1, contentType: 'text/plain' };
const store = (bucket: string | undefined, environment: Record<string, string> = {}, s3 = {} as S3) =>
  createStore({ binding: { bucket }, environment: { ...keys, ...environment }, now: () => 0 }, s3);

describe('a bucket answers', () => {
  it.each([
    ['shop-files', {}, 'https://shop-files.s3.eu-west-1.amazonaws.com/'],
    ['files.shop.example', {}, 'https://s3.eu-west-1.amazonaws.com/files.shop.example/'],
    ['shop-files', { AWS_REGION: 'cn-north-1' }, 'https://shop-files.s3.cn-north-1.amazonaws.com.cn/'],
    ['shop-files', { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' }, 'http://127.0.0.1:4566/shop-files/'],
  ])('%s with %j at %s', (bucket, environment, url) => {
    expect(store(bucket, environment).presignPost(object).url).toBe(url);
    const get = new URL(store(bucket, environment).presignGet({ key: object.key, fileName: 'a.txt' }));
    expect(get.href.split('?')[0]).toBe(`${url}notes/ann/a.txt`);
  });
});

describe('a role that may list one space alone', () => {
  const refused = new AwsError({ name: 'AccessDenied', message: '', status: 403, retryable: false });
  const s3 = (key?: string): S3 =>
    ({
      headObject: async () => Promise.reject(refused),
      listObjects: jest.fn(async () => ({ objects: key ? [{ key, size: 1, lastModified: '' }] : [], more: false })),
    }) as unknown as S3;

  it.each([undefined, 'notes/ann/a.txt.bak'])('learns from a list that there is no object, where %s is', async (other) => {
    const listing = s3(other);
    expect(await store('b', {}, listing).head(object.key)).toBeUndefined();
    expect(listing.listObjects).toHaveBeenCalledWith('b', { prefix: object.key, limit: 1 });
  });

  it('is refused what is there and it may not read', () => expect(store('b', {}, s3(object.key)).head(object.key)).rejects.toBe(refused));
});

test('other failures of a HEAD are failures', async () => {
  const slow = new AwsError({ name: 'SlowDown', message: '', status: 503, retryable: true });
  const s3 = { headObject: async () => Promise.reject(slow) } as unknown as S3;
  await expect(store('b', {}, s3).head(object.key)).rejects.toBe(slow);
});

test('credentials are read anew for each form: a long process gets new ones', () => {
  const environment: Record<string, string> = {};
  const forms = createStore({ binding: { bucket: 'b' }, environment: Object.assign(environment, keys), now: () => 0 }, {} as S3);
  environment.AWS_SESSION_TOKEN = 'newer';
  expect(forms.presignPost(object).fields['X-Amz-Security-Token']).toBe('newer');
});

test('without a bucket there is no store', () => expect(() => store(undefined)).toThrow('no bucket'));
