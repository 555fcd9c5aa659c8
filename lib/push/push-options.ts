import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { HandlerOptions } from '../api';
import type { Rule } from '../schema';

/**
 * Apple's push notifications, with a token key: one for all of a team's apps, and it does not expire.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-apple-authentication-methods.html
 */
export interface ApnsCredentials {
  /** The key's id: ten letters and digits. */
  readonly keyId: string;

  /** The team's id: ten letters and digits. */
  readonly teamId: string;

  /** The app's bundle id: `com.example.app`. */
  readonly bundleId: string;

  /** A secret whose text is the `.p8` file, as Apple gives it. */
  readonly signingKey: ISecret;

  /**
   * Whether devices with development builds of the app are served too, as the platform `apnsSandbox`.
   * @default false
   */
  readonly sandbox?: boolean;

  /**
   * Any text. Change it to have the secret read again, once its value has changed: ordinary deployments do not.
   * @default - none
   */
  readonly revision?: string;
}

/**
 * Firebase Cloud Messaging, HTTP v1.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-fcm-authentication-methods.html
 */
export interface FcmCredentials {
  /** A secret whose text is the service account's JSON, as Firebase gives it. */
  readonly serviceAccount: ISecret;

  /**
   * Any text. Change it to have the secret read again, once its value has changed: ordinary deployments do not.
   * @default - none
   */
  readonly revision?: string;
}

/** How messages are pushed to phones. */
export interface PushOptions {
  /**
   * Apple's devices.
   * @default - not reached
   */
  readonly apns?: ApnsCredentials;

  /**
   * Android devices, and whatever else Firebase reaches.
   * @default - not reached
   */
  readonly fcm?: FcmCredentials;

  /**
   * How the handler of devices runs.
   * @default - with 1024 MiB
   */
  readonly handler?: HandlerOptions;
}

/** A topic that devices subscribe to. */
export interface PushTopicProps {
  /** Who may subscribe their device. Sending is for servers. There must be one. */
  readonly rules: Rule[];
}
