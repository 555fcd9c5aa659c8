import { credentialsOf, regionOf } from '../../../../lambdas/shared/aws/environment.js';

describe('credentialsOf', () => {
  it('reads keys and session token', () => {
    const environment = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 's', AWS_SESSION_TOKEN: 't' };
    expect(credentialsOf(environment)).toEqual({ accessKeyId: 'a', secretAccessKey: 's', sessionToken: 't' });
  });

  it.each([{}, { AWS_ACCESS_KEY_ID: 'a' }, { AWS_SECRET_ACCESS_KEY: 's' }])('refuses %j', (environment) => {
    expect(() => credentialsOf(environment)).toThrow('AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must be set');
  });
});

describe('regionOf', () => {
  it("prefers Lambda's variable", () => {
    expect(regionOf({ AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'us-east-1' })).toBe('eu-west-1');
    expect(regionOf({ AWS_DEFAULT_REGION: 'us-east-1' })).toBe('us-east-1');
    expect(() => regionOf({})).toThrow('AWS_REGION must be set');
  });
});
