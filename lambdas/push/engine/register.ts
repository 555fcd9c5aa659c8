import { checkValues, type Fields, type PushPlatform } from '../../../lib/manifest/index.js';
import { AwsError } from '../../shared/aws/errors.js';
import type { Sns } from '../../shared/aws/sns.js';
import { Problem, requireValid } from '../../shared/problem.js';
import type { PushContext } from './context.js';
import type { Device } from './devices.js';
import { disconnect, forget, gone } from './removal.js';
import { deviceId, normalizeToken, tokenFault } from './tokens.js';

/** Devices of one owner; the ones registered longest ago make room. */
export const MAX_DEVICES = 20;

/** How often to try where several register one token at once. */
const ATTEMPTS = 3;

/**
 * Registers a device for its owner, whatever was before: unknown, known, disabled, another owner's.
 * @see https://docs.aws.amazon.com/sns/latest/dg/mobile-platform-endpoint.html
 */
export async function register(context: PushContext, owner: string, input: unknown): Promise<Device> {
  const { platform, token } = readInput(context, input);
  const id = deviceId(platform, token);
  const application = context.platforms[platform] as string;

  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const before = await context.devices.find(id);
    const endpoint = await (before ? enabledEndpoint : newEndpoint)(context.sns, application, token);
    const same = before !== undefined && before.owner === owner && before.endpoint === endpoint;
    // Topics were the former owner's choice and right.
    if (before && !same) await disconnect(context, before);
    const registeredAt = new Date(context.now()).toISOString();
    const device: Device = { owner, id, platform, endpoint, topics: same ? before.topics : {}, registeredAt };
    if (await context.devices.put(device, before)) {
      await makeRoom(context, owner);
      return device;
    }
  }
  throw new Problem('unavailable', undefined, { retryAfter: 1 });
}

function readInput({ platforms }: PushContext, input: unknown): { platform: PushPlatform; token: string } {
  const fields: Fields = {
    platform: { type: 'choice', choices: Object.keys(platforms), required: true },
    token: { type: 'string', required: true },
  };
  const { value, errors } = checkValues(fields, input);
  requireValid(errors);
  const platform = value.platform as PushPlatform;
  const token = normalizeToken(platform, value.token as string);
  const detail = tokenFault(platform, token);
  requireValid(detail === undefined ? [] : [{ pointer: '/token', detail }]);
  return { platform, token };
}

async function enabledEndpoint(sns: Sns, application: string, Token: string): Promise<string> {
  const EndpointArn = await anyEndpoint(sns, application, Token);
  // It may have been disabled since its creation: SNS does so when a platform says that the token is no more.
  await sns.setEndpointAttributes({ EndpointArn, Attributes: { Token, Enabled: 'true' } });
  return EndpointArn;
}

/** One that nothing is subscribed to. That of a device which was forgotten when it was sent to would bring back what it was subscribed to. */
async function newEndpoint(sns: Sns, application: string, token: string): Promise<string> {
  await gone(sns.deleteEndpoint({ EndpointArn: await anyEndpoint(sns, application, token) }));
  return enabledEndpoint(sns, application, token);
}

/** The endpoint of a token: the one that there is, else a new one. */
async function anyEndpoint(sns: Sns, PlatformApplicationArn: string, Token: string): Promise<string> {
  try {
    return (await sns.createPlatformEndpoint({ PlatformApplicationArn, Token })).EndpointArn;
  } catch (error) {
    if (!isAboutToken(error)) throw error;
    // One with other attributes is told by this sentence only.
    const existing = /(arn:\S+) already exists with the same token/i.exec(error.message)?.[1];
    if (existing === undefined) throw unknownToken(error);
    return existing;
  }
}

const isAboutToken = (error: unknown): error is AwsError =>
  error instanceof AwsError && error.name.startsWith('InvalidParameter') && /\btoken\b/i.test(error.message);

function unknownToken(cause: unknown): Problem {
  return new Problem('validation-failed', undefined, { errors: [{ pointer: '/token', detail: 'is no token of this platform' }], cause });
}

async function makeRoom(context: PushContext, owner: string): Promise<void> {
  const devices = await context.devices.list(owner);
  const surplus = devices.sort((a, b) => (a.registeredAt < b.registeredAt ? 1 : -1)).slice(MAX_DEVICES);
  await Promise.all(surplus.map((device) => forget(context, device)));
}
