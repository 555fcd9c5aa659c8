import { asAdmin, type CallHandler } from 'cdk-plinth/server';
import type { Backend } from '../client/index.js';

/** Sends a push message to the caller's own devices. */
export const handler: CallHandler<Backend, 'remind'> = async (event) => {
  const { accepted } = await asAdmin(event).push.toUser(event.caller.owner, {
    title: event.input.title,
    body: 'You asked for it',
  });
  return { accepted };
};
