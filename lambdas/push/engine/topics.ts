import type { Access } from '../../shared/access.js';
import { Problem } from '../../shared/problem.js';
import type { PushContext } from './context.js';
import { gone } from './removal.js';

/** Subscribes a device of the caller's. To do it again changes nothing. */
export async function subscribe(context: PushContext, access: Access, owner: string, id: string, topic: string): Promise<void> {
  const spec = Object.hasOwn(context.push.topics, topic) ? context.push.topics[topic] : undefined;
  const TopicArn = context.topics[topic];
  if (spec === undefined || TopicArn === undefined) throw new Problem('not-found', `There is no topic ${topic}.`);
  access.requireHope(spec, undefined);
  if (!access.admits(spec, undefined, undefined)) throw new Problem('forbidden');
  const device = await context.devices.get(owner, id);
  if (device === undefined) throw new Problem('not-found', 'Register this device first.');

  const { SubscriptionArn } = await context.sns.subscribe({ TopicArn, Protocol: 'application', Endpoint: device.endpoint });
  if (await context.devices.setTopic(device, topic, SubscriptionArn)) return;
  // The device went to another meanwhile.
  await context.sns.unsubscribe({ SubscriptionArn });
  throw new Problem('not-found', 'Register this device first.');
}

/** Anyone may leave a topic, also one that is not there any more. */
export async function unsubscribe(context: PushContext, owner: string, id: string, topic: string): Promise<void> {
  const device = await context.devices.get(owner, id);
  const SubscriptionArn = device && Object.hasOwn(device.topics, topic) ? device.topics[topic] : undefined;
  if (device === undefined || SubscriptionArn === undefined) return;
  await gone(context.sns.unsubscribe({ SubscriptionArn }));
  await context.devices.setTopic(device, topic, undefined);
}
