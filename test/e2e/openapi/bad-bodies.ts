import type { Call } from './calls';

/** What is wrong with any body that holds an object. */
export const badBodies = (path: string, status = 422): Call[] => [
  { path, body: { nonsense: 1 }, status },
  { path, body: '{', status: 400 },
  { path, body: 'text', headers: { 'content-type': 'text/plain' }, status: 415 },
];
