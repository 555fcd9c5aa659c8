import { asAdmin, type CallEvent } from 'cdk-plinth/server';
import type { Workshop } from './workshop';

/** Pushes a message to a user's devices, or to a topic. */
export async function handler(event: CallEvent<Workshop, 'send'>) {
  const { to, topic, title } = event.input;
  const { push } = asAdmin<Workshop>(event);
  if (topic) await push.toTopic(topic, { title });
  return to ? push.toUser(to, { title }) : {};
}
