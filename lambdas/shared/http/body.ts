/// <reference lib="es2024.string" />
import { Problem } from '../problem.js';
import type { HttpEvent } from './event.js';

/** Bytes of a body: what DynamoDB takes as one item. */
export const MAX_BODY = 400 * 1024;

/** Levels of arrays and objects; DynamoDB holds 32. */
const MAX_DEPTH = 32;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * A request's body, parsed. Refused beside bad JSON is what would be read otherwise by the next reader: `__proto__` as a name, half a
 * surrogate pair, a number that only infinity can stand for.
 * @throws Problem 400, 413 or 415
 */
export function readJson(event: HttpEvent, contentType: string | undefined): unknown {
  if (!event.body) throw new Problem('invalid-request', 'The body must be JSON.');
  if (!isJson(contentType)) throw new Problem('unsupported-media-type', 'The Content-Type must be application/json.');
  let value: unknown;
  try {
    value = JSON.parse(textOf(event.body, event.isBase64Encoded));
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem('invalid-request', 'The body is not JSON.');
  }
  refuseHazards(value, MAX_DEPTH);
  return value;
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

function refuseHazards(value: unknown, levels: number): void {
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new Problem('invalid-request', 'The body has text with half a surrogate pair.');
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Problem('invalid-request', 'The body has a number that is too large.');
  } else if (typeof value === 'object' && value !== null) {
    if (levels === 0) throw new Problem('invalid-request', `The body may nest ${MAX_DEPTH} levels deep.`);
    if (Array.isArray(value)) {
      for (const member of value) refuseHazards(member, levels - 1);
    } else {
      for (const name of Object.keys(value)) {
        if (name === '__proto__') throw new Problem('invalid-request', 'No member may be named __proto__.');
        if (!name.isWellFormed()) throw new Problem('invalid-request', 'The body has a name with half a surrogate pair.');
        refuseHazards((value as Record<string, unknown>)[name], levels - 1);
      }
    }
  }
}
