import { Problem } from '../problem.js';
import type { HttpEvent } from './event.js';

/** Bytes of a body: what DynamoDB takes as one item. */
export const MAX_BODY = 400 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * A request's body, parsed. What JSON holds and a backend cannot (`__proto__` as a name, half a surrogate pair, infinity, hundreds of
 * levels) is for the checks of `lib/manifest`, which name the field.
 * @throws Problem 400, 413 or 415
 */
export function readJson(event: HttpEvent, contentType: string | undefined): unknown {
  if (!event.body) throw new Problem('invalid-request', 'The body must be JSON.');
  if (!isJson(contentType)) throw new Problem('unsupported-media-type', 'The Content-Type must be application/json.');
  try {
    return JSON.parse(textOf(event.body, event.isBase64Encoded));
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem('invalid-request', 'The body is not JSON.');
  }
}

/** `application/json`, or `application/merge-patch+json` (RFC 7396), with or without parameters. */
function isJson(contentType = ''): boolean {
  if (contentType === 'application/json') return true;
  const type = (contentType.split(';', 1)[0] as string).trim().toLowerCase();
  return type === 'application/json' || type === 'application/merge-patch+json';
}

function textOf(body: string, base64 = false): string {
  if (base64) {
    const bytes = Buffer.from(body, 'base64');
    refuseOver(bytes.length);
    return utf8.decode(bytes);
  }
  // A code unit takes one to three bytes: the length settles nearly all.
  refuseOver(body.length);
  if (body.length > MAX_BODY / 3) refuseOver(Buffer.byteLength(body));
  return body;
}

function refuseOver(bytes: number): void {
  if (bytes > MAX_BODY) throw new Problem('too-large', `The body may have ${MAX_BODY} bytes.`);
}
