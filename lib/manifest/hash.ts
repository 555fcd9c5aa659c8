import type { Manifest } from './manifest';

/**
 * A short, stable hash of text for names (FNV-1a, 64 bit, as 10 characters of base 36). Not for security.
 * Written out since this folder imports nothing: it runs in browsers too.
 * @see https://datatracker.ietf.org/doc/html/draft-eastlake-fnv
 */
export function shortHash(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash.toString(36).padStart(13, '0').slice(-10);
}

/**
 * Names a declaration: the same under whatever backend id it is deployed. Clients send it with each call, handlers log it, so that a
 * backend can tell which clients it still has; OpenAPI has it as its version.
 */
export function manifestHash({ backendId: _, ...declaration }: Manifest): string {
  return shortHash(JSON.stringify(declaration));
}
