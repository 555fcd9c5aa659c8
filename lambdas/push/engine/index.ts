import { devicesTableName, type PushPlatform } from '../../../lib/manifest/index.js';
import type { Access } from '../../shared/access.js';
import { createSns, type Sns } from '../../shared/aws/sns.js';
import type { Context } from '../../shared/entry.js';
import { Problem } from '../../shared/problem.js';
import type { PushContext } from './context.js';
import { createDevices } from './devices.js';
import type { PushMessage } from './message.js';
import { register } from './register.js';
import { forget } from './removal.js';
import { type Delivery, toTopic, toUser } from './send.js';
import { subscribe, unsubscribe } from './topics.js';

export type { Delivery, PushMessage };

export interface RegisteredDevice {
  readonly id: string;
  readonly platform: PushPlatform;
}

/**
 * All that can be done with devices, topics and messages; it knows no HTTP. Devices belong to who is signed in; sending is for servers.
 * Every call rejects with a Problem for what the caller did wrong.
 */
export interface PushEngine {
  /** @param input `platform`, and the `token` that the platform gave the device */
  register(access: Access, input: unknown): Promise<RegisteredDevice>;
  /** Succeeds, too, where the caller has no such device. */
  unregister(access: Access, device: string): Promise<void>;
  subscribe(access: Access, device: string, topic: string): Promise<void>;
  unsubscribe(access: Access, device: string, topic: string): Promise<void>;
  /** To all devices of a user. */
  toUser(owner: string, message: PushMessage): Promise<Delivery>;
  toTopic(topic: string, message: PushMessage): Promise<void>;
}

export function createPushEngine(from: Context, sns: Sns = createSns(from)): PushEngine {
  const { manifest, binding, dynamodb, now } = from;
  const context: PushContext = {
    push: manifest.push ?? { platforms: [], topics: {} },
    platforms: binding.platforms ?? {},
    topics: binding.topics ?? {},
    devices: createDevices(dynamodb, binding.devices ?? devicesTableName(manifest.backendId)),
    sns,
    now,
  };
  return {
    async register(access, input) {
      const { id, platform } = await register(context, signedIn(access), input);
      return { id, platform };
    },
    async unregister(access, id) {
      const device = await context.devices.get(signedIn(access), id);
      if (device) await forget(context, device);
    },
    subscribe: async (access, device, topic) => subscribe(context, access, signedIn(access), device, topic),
    unsubscribe: async (access, device, topic) => unsubscribe(context, signedIn(access), device, topic),
    toUser: (owner, message) => toUser(context, owner, message),
    toTopic: (topic, message) => toTopic(context, topic, message),
  };
}

/** Whose devices are meant: without a session there is nobody to send to. */
function signedIn({ owner }: Access): string {
  if (owner === undefined) throw new Problem('unauthenticated');
  return owner;
}
