import { isResponseUrl } from '../../../lambdas/platform-application/response-url';

const LOCAL = 'http://127.0.0.1:4566';

it.each([
  'https://cloudformation-custom-resource-response-useast1.s3.amazonaws.com/arn%3Aaws?Signature=x',
  'https://cloudformation-custom-resource-response-eucentral1.s3.eu-central-1.amazonaws.com/a',
  'https://cloudformation-custom-resource-response-cnnorth1.s3.cn-north-1.amazonaws.com.cn/a',
])('an answer goes to %s', (url) => {
  expect(isResponseUrl(url, undefined)).toBe(true);
  expect(isResponseUrl(url, LOCAL)).toBe(true);
});

it.each([
  '',
  'nowhere',
  'http://bucket.s3.amazonaws.com/a',
  'https://bucket.s3.amazonaws.com:8443/a',
  'https://amazonaws.com.example.com/a',
  'https://s3-amazonaws.com/a',
  'https://example.com/.s3.amazonaws.com',
  'https://bucket.s3.amazonaws.com@example.com/a',
  'http://169.254.169.254/latest/meta-data',
  'file:///etc/passwd',
  'https://127.0.0.1:4566/a',
  'http://127.0.0.1:4567/a',
  'http://localhost.example.com:4566/a',
])('none goes to %j', (url) => {
  expect(isResponseUrl(url, undefined)).toBe(false);
  expect(isResponseUrl(url, LOCAL)).toBe(false);
});

it('goes to the endpoint that the environment names, and without one to none of this machine', () => {
  for (const url of ['http://127.0.0.1:4566/answer', 'http://localhost:4566/answer']) {
    expect(isResponseUrl(url, LOCAL)).toBe(true);
    expect(isResponseUrl(url, undefined)).toBe(false);
    expect(isResponseUrl(url, 'nonsense')).toBe(false);
  }
  expect(isResponseUrl('http://host.docker.internal:4566/a', 'http://host.docker.internal:4566/')).toBe(true);
});
