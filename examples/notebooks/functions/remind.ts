import { asAdmin, type CallEvent } from 'cdk-plinth/server';
import type { Backend } from '../client/index.js';

/** Sends a push message to the caller's own devices. */
export async function handler(event: CallEvent<Backend, 'remind'>) {
  const { accepted } = await asAdmin<Backend>(event).push.toUser(event.caller.owner, {
    title: event.input.title,
    body: 'You asked for it',
  });
  return { accepted };
}
