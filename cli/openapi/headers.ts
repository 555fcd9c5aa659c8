import { HEADERS } from '../../lib/manifest/index.js';
import type { HeaderObject, ParameterObject } from './document.js';

/** Headers of answers. */
export const ANSWER_HEADERS: Readonly<Record<string, HeaderObject>> = {
  ETag: { description: "The item's version, for `If-Match`.", schema: { type: 'string', pattern: '^"\\d+"$' } },
  Location: { description: 'The path of what was made.', schema: { type: 'string', format: 'uri-reference' } },
  'Retry-After': { description: 'Seconds after which another try may succeed.', schema: { type: 'integer', minimum: 0 } },
  [HEADERS.idempotencyReplayed]: {
    description: 'There if the write had happened before: the answer is what it led to, as it is now.',
    schema: { type: 'string', const: 'true' },
  },
};

/** Headers of requests, by the names of their components. */
export const REQUEST_HEADERS: Readonly<Record<string, ParameterObject>> = {
  IdempotencyKey: {
    name: HEADERS.idempotencyKey,
    in: 'header',
    description: 'A UUID of version 7, new for each write and the same for each try of it: the write happens once.',
    schema: { type: 'string', format: 'uuid' },
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    description: 'The `ETag` of the item as it was read: 412 if it has changed since. `*` or nothing: whatever it is.',
    schema: { type: 'string', pattern: '^("\\d+"|\\*)$' },
  },
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    description: '`*`: only where there is none.',
    schema: { type: 'string', const: '*' },
  },
};
