import { AwsError } from '../../shared/aws/errors.js';
import { isNotFound } from '../../shared/aws/sns.js';
import { Problem } from '../../shared/problem.js';
import type { PushContext } from './context.js';
import { type PushMessage, payloadOf } from './message.js';

/** What became of a message to one user, in devices. */
export interface Delivery {
  /** SNS took it for them. Whether a device showed it, no server learns. */
  readonly accepted: number;
  /** They are no more, and forgotten now. */
  readonly removed: number;
  /** SNS did not take it for them, for another reason. */
  readonly failed: number;
}

/** @throws the first failure, where the message could be sent to no device */
export async function toUser(context: PushContext, owner: string, message: PushMessage): Promise<Delivery> {
  const payload = payloadOf(message);
  const devices = await context.devices.list(owner);
  const results = await Promise.allSettled(
    devices.map(async (device) => {
      try {
        await context.sns.publish({ TargetArn: device.endpoint, ...payload });
        return 'accepted';
      } catch (error) {
        if (!isDisabled(error) && !isNotFound(error)) throw error;
        // Its endpoint and subscriptions in SNS are for `register` to end: who sends has no right to, which SNS gives for all or none.
        await context.devices.remove(device);
        return 'removed';
      }
    }),
  );
  const count = (value: string) => results.filter((result) => result.status === 'fulfilled' && result.value === value).length;
  const failures = results.filter((result) => result.status === 'rejected');
  const accepted = count('accepted');
  if (accepted === 0 && failures[0]) throw failures[0].reason;
  return { accepted, removed: count('removed'), failed: failures.length };
}

/** To every device that is subscribed. @throws Problem `not-found` */
export async function toTopic(context: PushContext, topic: string, message: PushMessage): Promise<void> {
  const payload = payloadOf(message);
  const TopicArn = Object.hasOwn(context.topics, topic) ? context.topics[topic] : undefined;
  if (TopicArn === undefined) throw new Problem('not-found', `There is no topic ${topic}.`);
  await context.sns.publish({ TopicArn, ...payload });
}

const isDisabled = (error: unknown) => error instanceof AwsError && error.name.startsWith('EndpointDisabled');
