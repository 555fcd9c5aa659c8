/** The id of an item: safe in a URL's path as it stands, and never a path step (`.`, `..`). */
export const ID_PATTERN = /^(?!\.{1,2}$)[A-Za-z0-9._~-]{1,128}$/;

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
/** A time of day, whose seconds may be left out. */
export const CLOCK_PATTERN = /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether text is a day of the calendar, as `YYYY-MM-DD`. @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6 */
export function isDate(text: string): boolean {
  const parts = DATE.exec(text);
  if (parts === null) {
    return false;
  }
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day >= 1 && day <= (MONTH_DAYS[month - 1] ?? 0) + (leap ? 1 : 0);
}

/**
 * RFC 3339 text with an offset as the same instant in UTC with milliseconds (`2026-10-02T08:30:00.000Z`): text order is time order.
 * Finer fractions are cut off. `undefined` for anything else, for a leap second (computers' clocks have none) and for instants outside the years 0000 to 9999.
 */
export function normaliseDatetime(text: string): string | undefined {
  const upper = text.toUpperCase();
  if (upper[10] !== 'T' || !isDate(upper.slice(0, 10))) {
    return undefined;
  }
  const time = TIME.exec(upper.slice(11));
  if (time === null) {
    return undefined;
  }
  const instant = new Date(upper).toISOString();
  return instant.length === 24 ? instant : undefined;
}

/**
 * RFC 3339 `partial-time`, whose seconds may be left out, as `08:30:00`, or `08:30:00.250` where it has milliseconds: text order is time
 * order. Finer fractions are cut off.
 * @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6
 */
export function normaliseTime(text: string): string | undefined {
  if (!CLOCK_PATTERN.test(text)) {
    return undefined;
  }
  const seconds = text.length === 5 ? `${text}:00` : text.slice(0, 8);
  const milliseconds = text.slice(9, 12).padEnd(3, '0');
  return milliseconds === '000' ? seconds : `${seconds}.${milliseconds}`;
}

/** What a browser takes in `<input type="email">`, which leaves out quoted names, comments and addresses of IPs. @see https://html.spec.whatwg.org/#valid-e-mail-address */
const EMAIL = /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)*$/i;
/** @see https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1.3 */
export const MAX_EMAIL_LENGTH = 254;

/** An address with its domain, whose case means nothing, in small letters. What stands before the `@` is its host's to interpret, and stays. */
export function normaliseEmail(text: string): string | undefined {
  if (text.length > MAX_EMAIL_LENGTH || !EMAIL.test(text)) {
    return undefined;
  }
  const domain = text.lastIndexOf('@') + 1;
  return text.slice(0, domain) + text.slice(domain).toLowerCase();
}

/** What every browser and proxy takes. */
export const MAX_URL_LENGTH = 2048;

/**
 * An absolute `http:` or `https:` URL as the URL Standard serialises it, so that one address has one form (`HTTPS://Example.com` is
 * `https://example.com/`). White space and control characters, which the standard drops silently, are refused.
 * @see https://url.spec.whatwg.org/
 */
export function normaliseUrl(text: string): string | undefined {
  if (!/^https?:\/\/[^\s\p{Cc}\p{Surrogate}]+$/iu.test(text) || !URL.canParse(text)) {
    return undefined;
  }
  const { href } = new URL(text);
  return href.length > MAX_URL_LENGTH ? undefined : href;
}

/** A number as E.164 writes it: `+`, country code, 15 digits at most. @see https://www.itu.int/rec/T-REC-E.164 */
export const PHONE_PATTERN = /^\+[1-9]\d{1,14}$/;
