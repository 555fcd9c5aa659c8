/** Environment variables by name, as `process.env` holds them. Entry files pass it in; nothing below them reads `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Present for every role, hence for every Lambda function. */
  readonly sessionToken?: string;
}

/**
 * The credentials that stand in the environment now: asked for each attempt, since a long-lived process may be given new ones.
 * @throws Error when there are none.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function credentialsOf(environment: Environment): Credentials {
  const accessKeyId = environment.AWS_ACCESS_KEY_ID;
  const secretAccessKey = environment.AWS_SECRET_ACCESS_KEY;
  if (!accessKeyId || !secretAccessKey) throw new Error('AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must be set to call AWS.');
  return { accessKeyId, secretAccessKey, sessionToken: environment.AWS_SESSION_TOKEN };
}

/** @throws Error when the environment names no region. */
export function regionOf(environment: Environment): string {
  const region = environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION;
  if (!region) throw new Error('AWS_REGION must be set to call AWS.');
  return region;
}
