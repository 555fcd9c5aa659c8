import { createJsonClient } from './json-client.js';
import type { CallOptions, TransportOptions } from './transport.js';

export interface SecretsManager {
  /**
   * The current value of a secret, by its name or ARN.
   * @throws AwsError such as `ResourceNotFoundException`, `AccessDeniedException`
   * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
   */
  getSecretValue(input: { SecretId: string }, options?: CallOptions): Promise<{ SecretString?: string; VersionId?: string }>;
}

export function createSecretsManager(options: TransportOptions): SecretsManager {
  const service = { name: 'secretsmanager', id: 'SECRETS_MANAGER', target: 'secretsmanager', version: '1.1' } as const;
  const call = createJsonClient(service, options);
  return { getSecretValue: (input, callOptions) => call('GetSecretValue', input, true, callOptions) };
}
