import { asAdmin, type CallEvent } from 'cdk-plinth/server';
import type { Backend } from '../client/index.js';

/** Sends a push message to the caller's own devices and to everyone who follows `news`. */
export async function handler(event: CallEvent<Backend, 'announce'>) {
  const { push } = asAdmin<Backend>(event);
  const { accepted } = await push.toUser(event.caller.owner!, { title: event.input.title, body: 'Sent by you' });
  await push.toTopic('news', { title: event.input.title, body: 'For everyone' });
  return { accepted };
}
