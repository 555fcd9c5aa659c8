import type { PushPlatform, PushSection } from '../../../lib/manifest/index.js';
import { isNotFound, type Sns } from '../../shared/aws/sns.js';
import type { Device, Devices } from './devices.js';

/** What the engine works with. */
export interface Parts {
  readonly push: PushSection;
  /** ARNs of the platform applications that there are. */
  readonly platforms: Readonly<Partial<Record<PushPlatform, string>>>;
  /** ARNs of topics. */
  readonly topics: Readonly<Record<string, string>>;
  readonly devices: Devices;
  readonly sns: Sns;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Ends what a device is subscribed to. SNS does not do so when an endpoint goes. */
export async function disconnect({ sns }: Pick<Parts, 'sns'>, device: Device): Promise<void> {
  await Promise.all(Object.values(device.topics).map((SubscriptionArn) => gone(sns.unsubscribe({ SubscriptionArn }))));
}

/** A device that is no more: first in SNS, so that it gets nothing even where the rest must be tried again. */
export async function forget(parts: Pick<Parts, 'sns' | 'devices'>, device: Device): Promise<void> {
  await disconnect(parts, device);
  await gone(parts.sns.deleteEndpoint({ EndpointArn: device.endpoint }));
  await parts.devices.remove(device);
}

/** Waits for something to be removed, and takes that it was not there for success. */
export async function gone(removal: Promise<void>): Promise<void> {
  await removal.catch((error) => {
    if (!isNotFound(error)) throw error;
  });
}
