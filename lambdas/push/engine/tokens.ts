import { createHash } from 'node:crypto';
import type { PushPlatform } from '../../../lib/manifest/index.js';

/** Apple gives bytes, 32 today and announced to vary, written in hexadecimal; SNS takes 400 digits. */
const APNS = /^[0-9a-f]{64,400}$/;
/** Firebase says no more than that it is opaque text; all seen are of this alphabet, of 140 characters and more. */
const FCM = /^[\w:.-]{32,4096}$/;

/** One spelling of a token: hexadecimal means the same in either case. */
export const normalizeToken = (platform: PushPlatform, token: string) => (platform === 'fcm' ? token : token.toLowerCase());

/** What is wrong with a normalised token, for the caller; nothing if it may be one. */
export function tokenFault(platform: PushPlatform, token: string): string | undefined {
  if (platform === 'fcm')
    return FCM.test(token) ? undefined : 'must be a registration token of FCM: 32 to 4,096 letters, digits, and : _ . -';
  return APNS.test(token) && token.length % 2 === 0 ? undefined : 'must be a device token of APNs: 64 to 400 hexadecimal digits';
}

/** A device's id follows from its token: to register again is to register the same device. */
export function deviceId(platform: PushPlatform, token: string): string {
  return createHash('sha256').update(`${platform} ${token}`).digest('base64url').slice(0, 32);
}
