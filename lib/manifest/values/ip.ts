const BYTE = /^(?:0|[1-9]\d{0,2})$/;
const GROUP = /^[\da-f]{1,4}$/i;
/** Of IPv6, which has 128 bits in groups of 16. */
const GROUPS = 8;

/**
 * An IPv4 address in dotted decimal, or an IPv6 address in the one form that RFC 5952 recommends: small letters, no leading zeros, the
 * longest run of zero groups as `::`. Without zone, port and prefix length.
 * @see https://www.rfc-editor.org/rfc/rfc5952#section-4
 */
export function normaliseIp(text: string): string | undefined {
  if (!text.includes(':')) {
    return readIpv4(text) === undefined ? undefined : text;
  }
  const groups = readIpv6(text);
  return groups === undefined ? undefined : writeIpv6(groups);
}

/** The two 16-bit groups of an IPv4 address. */
function readIpv4(text: string): number[] | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => BYTE.test(part) && Number(part) < 256)) {
    return undefined;
  }
  const [a = 0, b = 0, c = 0, d = 0] = parts.map(Number);
  return [a * 256 + b, c * 256 + d];
}

/** The eight 16-bit groups of an IPv6 address, whose last two may be written as IPv4. */
function readIpv6(text: string): number[] | undefined {
  const halves = text.split('::');
  const [head, tail] = halves.map(readGroups);
  if (halves.length > 2 || head === undefined || (halves.length === 2 && tail === undefined)) {
    return undefined;
  }
  if (tail === undefined) {
    return head.length === GROUPS ? head : undefined;
  }
  // `::` stands for one group at least, and IPv4 only at the very end.
  const missing = GROUPS - head.length - tail.length;
  return missing < 1 || halves[0]?.includes('.') ? undefined : [...head, ...Array<number>(missing).fill(0), ...tail];
}

function readGroups(text: string): number[] | undefined {
  const groups: number[] = [];
  const parts = text === '' ? [] : text.split(':');
  for (const [i, part] of parts.entries()) {
    const ipv4 = i === parts.length - 1 && part.includes('.') ? readIpv4(part) : undefined;
    if (ipv4 === undefined && !GROUP.test(part)) {
      return undefined;
    }
    groups.push(...(ipv4 ?? [Number.parseInt(part, 16)]));
  }
  return groups;
}

function writeIpv6(groups: readonly number[]): string {
  // An IPv4-mapped address (::ffff:0:0/96) is written with its IPv4 part. @see https://www.rfc-editor.org/rfc/rfc5952#section-5
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    const [high = 0, low = 0] = groups.slice(6);
    return `::ffff:${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
  }
  const { start, length } = longestZeros(groups);
  const written = groups.map((group) => group.toString(16));
  // A single zero group is written out.
  return length < 2 ? written.join(':') : `${written.slice(0, start).join(':')}::${written.slice(start + length).join(':')}`;
}

/** The longest run of zero groups; of equals the first. */
function longestZeros(groups: readonly number[]): { readonly start: number; readonly length: number } {
  let longest = { start: 0, length: 0 };
  let start = 0;
  for (const [i, group] of groups.entries()) {
    if (group !== 0) {
      start = i + 1;
    } else if (i + 1 - start > longest.length) {
      longest = { start, length: i + 1 - start };
    }
  }
  return longest;
}
