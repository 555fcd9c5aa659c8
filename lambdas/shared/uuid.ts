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

/** When a UUID of version 7 was made, in milliseconds since the epoch. */
export const timeOf = (uuid: string) => Number.parseInt(uuid.slice(0, 8) + uuid.slice(9, 13), 16);
