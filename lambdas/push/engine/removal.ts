import { isNotFound } from '../../shared/aws/sns.js';
import type { PushContext } from './context.js';
import type { Device } from './devices.js';

/** Ends what a device is subscribed to. SNS does not do so when an endpoint goes. */
export async function disconnect({ sns }: Pick<PushContext, 'sns'>, device: Device): Promise<void> {
  await Promise.all(Object.values(device.topics).map((SubscriptionArn) => gone(sns.unsubscribe({ SubscriptionArn }))));
}

/** A device that is no more: first in SNS, so that it gets nothing even where the rest must be tried again. */
export async function forget(context: Pick<PushContext, 'sns' | 'devices'>, device: Device): Promise<void> {
  await disconnect(context, device);
  await gone(context.sns.deleteEndpoint({ EndpointArn: device.endpoint }));
  await context.devices.remove(device);
}

/** Waits for something to be removed, and takes that it was not there for success. */
export async function gone(removal: Promise<void>): Promise<void> {
  await removal.catch((error) => {
    if (!isNotFound(error)) throw error;
  });
}
