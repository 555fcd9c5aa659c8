import { setTimeout as sleep } from 'node:timers/promises';

/** Times that what DynamoDB has no room for is tried again before that is told. */
export const MOST_RETRIES = 3;
const FIRST_MS = 50;

/** Waits before the first, the second, … retry (full jitter): what DynamoDB's client tries again by itself was in vain. */
export const beforeRetry = (retry: number) => sleep(Math.random() * FIRST_MS * 2 ** retry);
