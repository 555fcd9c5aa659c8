import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { sign } from '../../../../lambdas/shared/aws/sign.js';

class Sha256 {
  readonly #hash;
  constructor(secret?: string | Uint8Array) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret);
  }
  update(data: string | Uint8Array) {
    this.#hash.update(data);
  }
  async digest() {
    return new Uint8Array(this.#hash.digest());
  }
}

describe('sign', () => {
  it.each(['/', '/2015-03-31/functions/arn%3Aaws%3Alambda%3Aus-east-1%3A111122223333%3Afunction%3Af/invocations'])(
    "signs %s as the SDK's own signer does",
    async (path) => {
      const at = Date.UTC(2025, 0, 31, 12);
      const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'session' };
      const request = { host: 'dynamodb.us-east-1.amazonaws.com', path, body: '{"T":"ä"}', headers: { 'X-Amz-Target': 'a.b' } };
      const headers = sign({ ...request, method: 'POST', service: 'dynamodb', region: 'us-east-1' }, credentials, at);

      const signer = new SignatureV4({
        service: 'dynamodb',
        region: 'us-east-1',
        credentials,
        sha256: Sha256 as never,
        applyChecksum: false,
      });
      const { Authorization, ...others } = headers;
      const theirs = await signer.sign(
        {
          method: 'POST',
          protocol: 'https:',
          hostname: request.host,
          path,
          query: {},
          body: request.body,
          headers: others,
        },
        { signingDate: new Date(at) },
      );
      expect(headers['X-Amz-Date']).toBe('20250131T120000Z');
      expect(Authorization?.split('Signature=')[1]).toBe(theirs.headers.authorization?.split('Signature=')[1]);
    },
  );
});
