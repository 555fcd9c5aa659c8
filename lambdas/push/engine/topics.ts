import type { Access } from '../../shared/access.js';
import { Problem } from '../../shared/problem.js';
import { gone, type Parts } from './parts.js';

/** Subscribes a device of the caller's. To do it again changes nothing. */
export async function subscribe(parts: Parts, access: Access, owner: string, id: string, topic: string): Promise<void> {
  const spec = Object.hasOwn(parts.push.topics, topic) ? parts.push.topics[topic] : undefined;
  const TopicArn = parts.topics[topic];
  if (spec === undefined || TopicArn === undefined) throw new Problem('not-found', `There is no topic ${topic}.`);
  access.requireHope(spec.rules, undefined);
  if (!access.admits(spec.rules, undefined, undefined)) throw new Problem('forbidden');
  const device = await parts.devices.get(owner, id);
  if (device === undefined) throw new Problem('not-found', 'Register this device first.');

  const { SubscriptionArn } = await parts.sns.subscribe({ TopicArn, Protocol: 'application', Endpoint: device.endpoint });
  if (await parts.devices.setTopic(device, topic, SubscriptionArn)) return;
  // The device went to another meanwhile.
  await parts.sns.unsubscribe({ SubscriptionArn });
  throw new Problem('not-found', 'Register this device first.');
}

/** Anyone may leave a topic, also one that is not there any more. */
export async function unsubscribe(parts: Parts, owner: string, id: string, topic: string): Promise<void> {
  const device = await parts.devices.get(owner, id);
  const SubscriptionArn = device && Object.hasOwn(device.topics, topic) ? device.topics[topic] : undefined;
  if (device === undefined || SubscriptionArn === undefined) return;
  await gone(parts.sns.unsubscribe({ SubscriptionArn }));
  await parts.devices.setTopic(device, topic, undefined);
}
