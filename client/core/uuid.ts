/** A UUIDv7: 48 bits of time in milliseconds, then chance. @see https://www.rfc-editor.org/rfc/rfc9562#section-5.7 */
export function uuidv7(now = Date.now()): string {
  const time = now.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${'000-8000-000000000000'.replace(/[08]/g, chance)}`;
}

/** A digit by chance: of the variant's, 8, the lower two bits. */
function chance(digit: string): string {
  const [byte] = crypto.getRandomValues(new Uint8Array(1)) as unknown as [number];
  return (digit === '8' ? 8 | (byte & 3) : byte & 15).toString(16);
}
