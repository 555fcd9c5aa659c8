import { Failure } from '../failure.js';

/** What a generated client needs to know of one deployment: the output `PlinthConfig`, and what is written to a file for it. */
export interface ClientConfig {
  readonly backendId: string;
  /** Absent where no capability has a route. */
  readonly apiUrl?: string;
  /** Where Cognito answers, if not at AWS. */
  readonly cognitoEndpoint?: string;
  /** Of each capability what its client asks for: `region`, `userPoolId`, … */
  readonly [name: string]: string | undefined;
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
  const cognitoEndpoint = endpoint.replace(/\/$/, '');
  if (config.apiUrl === undefined) return { ...config, cognitoEndpoint };
  const { hostname, pathname } = new URL(config.apiUrl);
  const apiId = hostname.split('.')[0];
  const stage = pathname.replace(/\/$/, '') || '/$default';
  return { ...config, apiUrl: `${cognitoEndpoint}/_aws/execute-api/${apiId}${stage}`, cognitoEndpoint };
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
  if (others.length > 0)
    throw new Failure(`There are several backends in ${where}: ${names}. Choose one with --backend, or its stack with --stack.`);
  return first;
}
