import { randomUUID } from 'node:crypto';

/**
 * A UUID of version 7: its text begins with the time, so that ids sort by it to the millisecond.
 * @param now milliseconds since the epoch
 * @see https://www.rfc-editor.org/rfc/rfc9562#section-5.7
 */
export function uuidv7(now: number): string {
  const time = now.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

/** Whether text is a UUID of version 7, in lower case. @see https://www.rfc-editor.org/rfc/rfc9562#section-5.7 */
export const isUuidv7 = (text: string) => UUID_V7.test(text);

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** When a UUID of version 7 was made, in milliseconds since the epoch. */
export const timeOf = (uuid: string) => Number.parseInt(uuid.slice(0, 8) + uuid.slice(9, 13), 16);

/** Another UUID of the same time, which follows from one and a number: what is made again from them has it again. */
export function uuidFrom(uuid: string, place: number): string {
  const last = Number.parseInt(uuid.slice(-8), 16) ^ (place + 1);
  return uuid.slice(0, -8) + (last >>> 0).toString(16).padStart(8, '0');
}
