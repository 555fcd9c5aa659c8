/** The id of an item: safe in a URL's path as it stands, and never a path step (`.`, `..`). */
export const ID_PATTERN = /^(?!\.{1,2}$)[A-Za-z0-9._~-]{1,128}$/;

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
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
