import { join } from 'node:path';

/** The region that the emulator stands for, and the account of its root keys. */
export const LOCAL_REGION = 'us-east-1';
export const LOCAL_ACCOUNT = '000000000000';

/** What one emulator is started with. Paths are those that it sees itself. */
export interface EmulatorSettings {
  port: number;
  /** The address to listen on. */
  host: string;
  /** This emulator's own folder; two that share one share signing keys and overwrite each other's state. */
  stateDir: string;
  /** Whether state is read at the start and written at a clean stop. */
  persist: boolean;
  /** A node_modules folder with the `@aws-sdk/*` clients that CDK's own custom-resource handlers import. */
  nodePath: string;
  /** Names of fixes to leave out, or `all`. */
  without: string[];
}

// All that the emulator sees reaches the handlers it runs: an endpoint, a proxy or credentials of this machine would
// make them behave otherwise than on AWS. So this is a list of what passes, not of what does not.
const PASSES = ['PATH', 'HOME', 'TMPDIR', 'SystemRoot', 'USERPROFILE', 'TEMP', 'TMP', 'PATHEXT'];

/** Of this machine's variables, those that the emulator needs to run at all. */
export function hostVariables(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(PASSES.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}

/** The emulator's settings: strict, on one address, with a state of its own. */
export function emulatorVariables(settings: EmulatorSettings): Record<string, string> {
  const persist = settings.persist ? '1' : '0';
  return {
    // Verifies signatures and evaluates IAM: a missing grant fails here as it would on AWS.
    AUTH: 'true',
    GATEWAY_PORT: String(settings.port),
    BIND_HOST: settings.host,
    // MQTT would listen on every interface, whatever BIND_HOST says.
    IOT_MTLS_ENABLED: '0',
    // Or AppSync's channels admit anyone.
    APPSYNC_EVENTS_ENFORCE_AUTH: '1',
    NODE_PATH: settings.nodePath,
    STATE_DIR: join(settings.stateDir, 'services'),
    S3_DATA_DIR: join(settings.stateDir, 'objects'),
    PERSIST_STATE: persist,
    S3_PERSIST: persist,
    // As in Lambda.
    TZ: 'UTC',
    // The launcher's folder may be an installed package's.
    PYTHONDONTWRITEBYTECODE: '1',
    ...(settings.without.length > 0 && { PLINTH_EMULATOR_WITHOUT: settings.without.join(',') }),
  };
}

/**
 * The variables with which the CDK CLI and the AWS SDKs reach an emulator and nothing else: `env`, less every variable
 * of AWS's (so no profile or session of one's own is used by accident), and with the emulator's endpoint and keys.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function clientVariables(env: NodeJS.ProcessEnv, endpoint: string): Record<string, string> {
  const kept = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('AWS_'));
  return {
    ...Object.fromEntries(kept),
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_S3: endpoint,
    // Root's; their signature is not verified.
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: LOCAL_REGION,
    AWS_DEFAULT_REGION: LOCAL_REGION,
    AWS_EC2_METADATA_DISABLED: 'true',
    NODE_NO_WARNINGS: '1',
  };
}

/** Points every AWS SDK of this process and of its children to an emulator, and to nothing else. @param env changed: `process.env` itself */
export function pointTo(env: NodeJS.ProcessEnv, endpoint: string): void {
  const by = clientVariables(env, endpoint);
  for (const name of Object.keys(env)) if (!Object.hasOwn(by, name)) delete env[name];
  Object.assign(env, by);
}
