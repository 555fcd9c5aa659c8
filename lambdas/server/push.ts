import type { Delivery, PushEngine, PushMessage } from '../push/engine/index.js';
import type { Run } from './server.js';

/** Push messages. Sending is for servers: no rule is asked, the function's role must have been granted it (`push.grantSend`). */
export interface PushCalls<Topic extends string> {
  /** To all devices of a user, whom his owner claim names. @returns how many of them SNS accepted it for, and how many are no more */
  toUser(owner: string, message: PushMessage): Promise<Delivery>;
  /** To every device that is subscribed. */
  toTopic(topic: Topic, message: PushMessage): Promise<void>;
}

export function pushCalls(run: Run<PushEngine>): PushCalls<string> {
  return {
    toUser: (owner, message) => run((engine) => engine.toUser(owner, message)),
    toTopic: (topic, message) => run((engine) => engine.toTopic(topic, message)),
  };
}
