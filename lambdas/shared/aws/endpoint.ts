import { type Environment, regionOf } from './environment.js';

/** An AWS service as a signed request needs it. */
export interface Service {
  /** Host prefix and signing name, as in `dynamodb.us-east-1.amazonaws.com`. */
  readonly name: string;
  /** What `AWS_ENDPOINT_URL_` is followed by, as in `SECRETS_MANAGER`. */
  readonly id: string;
}

/** The endpoint that the environment names for a service (its own variable first), if any. */
export function configuredEndpointOf(service: Service, environment: Environment): string | undefined {
  return environment[`AWS_ENDPOINT_URL_${service.id}`] || environment.AWS_ENDPOINT_URL || undefined;
}

/**
 * Where a service is called: `AWS_ENDPOINT_URL_<SERVICE>`, else `AWS_ENDPOINT_URL`, else its regional endpoint.
 * FIPS and dual-stack endpoints and the isolated partitions have hosts of other shapes; they are refused rather than missed.
 * @throws Error for those, with what to set instead.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function endpointOf(service: Service, environment: Environment): URL {
  const configured = configuredEndpointOf(service, environment);
  if (configured) return new URL(configured);
  const region = regionOf(environment);
  const special =
    environment.AWS_USE_FIPS_ENDPOINT === 'true'
      ? 'AWS_USE_FIPS_ENDPOINT'
      : environment.AWS_USE_DUALSTACK_ENDPOINT === 'true'
        ? 'AWS_USE_DUALSTACK_ENDPOINT'
        : /^(us-iso|eu-iso|eusc-)/.test(region)
          ? `The partition of ${region}`
          : undefined;
  if (special) {
    throw new Error(
      `${special} needs an endpoint that only the AWS SDK works out: name it in AWS_ENDPOINT_URL_${service.id}` +
        `${service.id === 'DYNAMODB' ? ', or set PLINTH_DYNAMODB_CLIENT=sdk' : ''}.`,
    );
  }
  return new URL(`https://${service.name}.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`);
}
