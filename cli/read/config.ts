import { Failure } from '../failure.js';

/** What a generated client needs to know of one deployment: the output `PlinthConfig`, and what is written to a file for it. */
export interface ClientConfig {
  readonly backendId: string;
  readonly apiUrl: string;
  readonly region: string;
  readonly userPoolId?: string;
  readonly userPoolClientId?: string;
  /** Where Cognito answers, if not at AWS. */
  readonly cognitoEndpoint?: string;
}

/** The configurations of the backends in a stack, from its outputs. */
export function configsOf(outputs: Readonly<Record<string, string>>): ClientConfig[] {
  return Object.entries(outputs)
    .filter(([name]) => name.startsWith('PlinthConfig'))
    .map(([, value]) => JSON.parse(value) as ClientConfig);
}

/**
 * The same deployment as it is reached at an emulator: names below `execute-api.<region>.amazonaws.com` lead to AWS, so the
 * API's path form is used, with the stage's name, which `$default` leaves out on AWS.
 */
export function localConfig(config: ClientConfig, endpoint: string): ClientConfig {
  const url = new URL(config.apiUrl);
  const apiId = url.hostname.split('.')[0];
  const stage = url.pathname === '/' ? '/$default' : url.pathname;
  return { ...config, apiUrl: `${endpoint}/_aws/execute-api/${apiId}${stage}`.replace(/\/$/, ''), cognitoEndpoint: endpoint };
}

/**
 * The one that is meant of several backends.
 *
 * @throws Failure that names them, if it is not clear.
 */
export function chooseBackend<T extends { readonly backendId: string }>(
  found: readonly T[],
  backendId: string | undefined,
  where: string,
): T {
  const [first, ...others] = backendId === undefined ? found : found.filter((each) => each.backendId === backendId);
  const names = found.map((each) => each.backendId).join(', ');
  if (first === undefined) {
    throw new Failure(
      found.length === 0 ? `There is no Plinth backend in ${where}.` : `There is no backend ${backendId} in ${where}, but ${names}.`,
    );
  }
  if (others.length > 0) throw new Failure(`There are several backends in ${where}: ${names}. Choose one with --backend.`);
  return first;
}
