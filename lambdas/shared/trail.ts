import type { AttributeMap } from './dynamodb/index.js';

/**
 * The functions that led to a write, each triggered by what the one before wrote; empty for what a person writes. What a trigger writes is
 * marked with it, so that one that feeds itself is seen, and stopped.
 */
export type Trail = readonly string[];

/** The private attribute of what a trigger wrote, an item or the tombstone of one. A write that no trigger caused removes it. */
export const TRAIL = '_trail';

/** In an object's metadata (`x-amz-meta-trail`). */
export const TRAIL_METADATA = 'trail';

/** So long a trail may be whoever is in it. Over that, it calls no function that is in it already. */
export const MAX_TRAIL = 5;

/** Whether the last function of a trail feeds itself, and is not to be called. */
export function feedsItself(trail: Trail): boolean {
  const before = trail.slice(0, -1);
  return before.length >= MAX_TRAIL && before.includes(trail.at(-1) as string);
}

/** A trail as text: names of functions hold no comma. */
export const trailText = (trail: Trail) => trail.join(',');

export function trailIn(text: string | undefined): Trail {
  return text ? text.split(',') : [];
}

/** The trail of the write that made an item what it is, or left its tombstone. */
export function writtenBy(attributes: AttributeMap | undefined): Trail {
  const trail = attributes?.[TRAIL];
  return trailIn(trail && 'S' in trail ? trail.S : undefined);
}
