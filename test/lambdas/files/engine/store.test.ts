import { createStore } from '../../../../lambdas/files/engine/store';
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

test('credentials are read anew for each form: a long process gets new ones', () => {
  const environment: Record<string, string> = {};
  const forms = createStore({ binding: { bucket: 'b' }, environment: Object.assign(environment, keys), now: () => 0 }, {} as S3);
  environment.AWS_SESSION_TOKEN = 'newer';
  expect(forms.presignPost(object).fields['X-Amz-Security-Token']).toBe('newer');
});

test('without a bucket there is no store', () => expect(() => store(undefined)).toThrow('no bucket'));
