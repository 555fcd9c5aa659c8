import type { PushPlatform } from './manifest';

/**
 * What a handler must know and only a deployment can tell: one JSON object in the environment variable
 * `PLINTH_BINDING` (up to 3 kB), or, above that, in the SSM parameters that `PLINTH_BINDING_PARAMETERS` names.
 */
export interface Binding {
  /** Names of imported tables, by model. */
  readonly tables?: Readonly<Record<string, string>>;
  /** ARN of the secret (a string of at least 32 characters) that keys the encryption of cursors. */
  readonly cursorSecret?: string;
  /** Name of the bucket of all file spaces. */
  readonly bucket?: string;
  /** ARNs of the functions that the functions handler calls, by function. */
  readonly functions?: Readonly<Record<string, string>>;
  /** URLs of the FIFO queues that the dispatcher feeds, by function. */
  readonly queues?: Readonly<Record<string, string>>;
  /** URLs of their dead-letter queues, by function: for what the dispatcher calls none with. */
  readonly deadLetters?: Readonly<Record<string, string>>;
  /** Name of the table of registered devices. */
  readonly devices?: string;
  /** ARNs of SNS platform applications and topics. */
  readonly platforms?: Readonly<Partial<Record<PushPlatform, string>>>;
  readonly topics?: Readonly<Record<string, string>>;
}
