import { checkValues, escapePointer, type FieldProblem, type Fields } from '../../../lib/manifest/index.js';
import type { PublishInput } from '../../shared/aws/sns.js';
import { requireValid } from '../../shared/problem.js';

/** What a device shows, and what its application gets. */
export interface PushMessage {
  readonly title?: string;
  readonly body?: string;
  /** For the application. With neither title nor body the message is silent: it wakes the application and shows nothing. */
  readonly data?: Readonly<Record<string, string>>;
  /** The number on the application's icon; 0 removes it. */
  readonly badge?: number;
}

/** Bytes of one platform's payload. APNs and FCM take as much. */
export const MAX_PAYLOAD = 4096;

const MESSAGE: Fields = {
  title: { type: 'string' },
  body: { type: 'string' },
  data: { type: 'json' },
  badge: { type: 'integer', min: 0, max: 99_999 },
};

/** Words of FCM's own, which it refuses as names of data, and APNs' own part of a payload. */
const RESERVED = /^(?:aps|from|message_type|collapse_key|google.*|gcm.*)$/;

/**
 * One message as SNS hands it to each platform.
 * @throws Problem `validation-failed`
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-send-custom-platform-specific-payloads-mobile-devices.html
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-msg-attributes.html
 */
export function payloadOf(message: PushMessage): Pick<PublishInput, 'Message' | 'MessageStructure' | 'MessageAttributes'> {
  requireValid(faultsOf(message));
  const silent = isSilent(message);
  const apns = apnsPayload(message, silent);
  const fcm = fcmPayload(message, silent);
  const bytes = Math.max(Buffer.byteLength(apns), Buffer.byteLength(fcm));
  requireValid(bytes > MAX_PAYLOAD ? [{ pointer: '', detail: `must have at most ${MAX_PAYLOAD} bytes as a payload, has ${bytes}` }] : []);
  return {
    // `default` must be there, and reaches nobody: only devices are sent to.
    Message: JSON.stringify({ default: message.body ?? message.title ?? '', APNS: apns, APNS_SANDBOX: apns, GCM: fcm }),
    MessageStructure: 'json',
    // Apple asks for both: a silent message of high priority is refused.
    MessageAttributes: {
      'AWS.SNS.MOBILE.APNS.PUSH_TYPE': silent ? 'background' : 'alert',
      'AWS.SNS.MOBILE.APNS.PRIORITY': silent ? '5' : '10',
    },
  };
}

const isSilent = ({ title, body }: PushMessage) => title === undefined && body === undefined;

function faultsOf(message: PushMessage): FieldProblem[] {
  const errors = [...checkValues(MESSAGE, message).errors];
  const { data = {} } = message ?? {};
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    return [...errors, { pointer: '/data', detail: 'must be an object of strings' }];
  for (const [name, value] of Object.entries(data)) {
    const pointer = `/data/${escapePointer(name)}`;
    if (typeof value !== 'string') errors.push({ pointer, detail: 'must be a string: FCM carries no others' });
    if (RESERVED.test(name)) errors.push({ pointer, detail: 'is a name that APNs or FCM keep for themselves' });
  }
  if (errors.length === 0 && isSilent(message) && message.badge === undefined && Object.keys(data).length === 0) {
    errors.push({ pointer: '', detail: 'must have a title, a body, a badge or data' });
  }
  return errors;
}

/** @see https://developer.apple.com/documentation/usernotifications/generating-a-remote-notification */
function apnsPayload({ title, body, data, badge }: PushMessage, silent: boolean): string {
  const aps = silent ? { 'content-available': 1, badge } : { alert: { title, body }, badge, sound: 'default' };
  return JSON.stringify({ ...data, aps });
}

/** @see https://docs.aws.amazon.com/sns/latest/dg/sns-fcm-v1-payloads.html */
function fcmPayload({ title, body, data, badge }: PushMessage, silent: boolean): string {
  const android = { priority: silent ? 'normal' : 'high', ...(badge !== undefined && { notification: { notification_count: badge } }) };
  return JSON.stringify({ fcmV1Message: { message: { ...(!silent && { notification: { title, body } }), data, android } } });
}
