/** Characters of JSON that Lambda carries surely: it answers at most 6 MB, in which the body is a string, whose characters may become six bytes. */
const SURELY = 1_000_000;
/** @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_CARRIED = 6_000_000;

/**
 * The JSON of an object with one list, of what became of several writes, as an answer holds it. What has been written has been written: where
 * not all fits, the last parts are told in short.
 */
export function listJson<Part>(name: string, parts: readonly Part[], short: (part: Part) => unknown): string {
  const texts = parts.map((part) => JSON.stringify(part));
  const all = texts.reduce((sum, text) => sum + text.length, 0);
  if (all > SURELY) {
    const shorts = parts.map((part) => JSON.stringify(short(part)));
    let carried = shorts.reduce((sum, text) => sum + carriedBytes(text), 0);
    for (const [i, text] of texts.entries()) {
      const more = carriedBytes(text) - carriedBytes(shorts[i] as string);
      if (carried + more > MAX_CARRIED) texts[i] = shorts[i] as string;
      else carried += more;
    }
  }
  return `{${JSON.stringify(name)}:[${texts.join(',')}]}`;
}

const carriedBytes = (text: string) => Buffer.byteLength(JSON.stringify(text));
