import { createJsonClient } from './json-client.js';
import type { CallOptions, TransportOptions } from './transport.js';

export interface Ssm {
  /**
   * A parameter by its name.
   * @throws AwsError such as `ParameterNotFound`, `AccessDeniedException`
   * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
   */
  getParameter(input: { Name: string; WithDecryption?: boolean }, options?: CallOptions): Promise<{ Parameter: { Value: string } }>;
}

export function createSsm(options: TransportOptions): Ssm {
  const call = createJsonClient({ name: 'ssm', id: 'SSM', target: 'AmazonSSM', version: '1.1' }, options);
  return { getParameter: (input, callOptions) => call('GetParameter', input, true, callOptions) };
}
