import { createDynamoDb } from '../../../../lambdas/shared/dynamodb/index.js';

const environment = { AWS_REGION: 'us-east-1', AWS_USE_FIPS_ENDPOINT: 'true' };

describe('createDynamoDb', () => {
  it('leaves a FIPS endpoint to the SDK, and says so', () => {
    expect(() => createDynamoDb({ environment })).toThrow('set PLINTH_DYNAMODB_CLIENT=sdk');
    expect(createDynamoDb({ environment, client: 'sdk' }).getItem).toBeInstanceOf(Function);
  });

  it('refuses a client that it does not have', () => {
    expect(() => createDynamoDb({ environment, client: 'SDK' })).toThrow('PLINTH_DYNAMODB_CLIENT is "SDK": set it to "sdk" or to "signed"');
  });
});
