import type { AttributeMap } from './dynamodb/index.js';

/**
 * The functions that led to a write, each triggered by what the one before wrote; empty for what a person writes. What a trigger writes is
 * marked with it, so that one that feeds itself is seen, and stopped.
 */
export type Trail = readonly string[];

/** The private attribute of an item that a trigger wrote. A write that no trigger caused removes it. */
export const TRAIL = '_trail';

/**
 * The private attribute of an item that a trigger is about to delete, since a deleted item says nothing any more. It holds for one
 * version: where the delete fails, the next write ends it.
 */
export const DELETION = '_deletion';

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

/** The trail of the write that made an item what it is. */
export const writtenBy = (item: AttributeMap | undefined): Trail => trailIn(textOf(item?.[TRAIL]));

/** The trail of the delete of an item that was like this. */
export function deletedBy(item: AttributeMap | undefined): Trail {
  const [version, text] = textOf(item?.[DELETION])?.split(' ', 2) ?? [];
  const current = item?.version && 'N' in item.version ? item.version.N : '0';
  return version === current ? trailIn(text) : [];
}

/** What a trigger sets on an item before it deletes it. */
export const deletion = (version: number, trail: Trail) => ({ S: `${version} ${trailText(trail)}` });

function textOf(value: AttributeMap[string] | undefined): string | undefined {
  return value && 'S' in value ? value.S : undefined;
}
