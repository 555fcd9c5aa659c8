/** Longer names are nobody's typing slip, and comparing them costs. */
const LONGEST = 64;
/** Shorter ones begin too many names to be meant as an abbreviation. */
const SHORTEST_ABBREVIATION = 3;

/** The candidate that `name` was most likely meant to be, or none if all are too far from it. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    if (candidate === name || candidate.length > LONGEST || name.length > LONGEST) {
      continue;
    }
    const distance = slipsBetween(name.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/**
 * How far apart two names are, infinitely if nobody would take one for the other: one slip in three to five letters, two in six to eight,
 * three in more. A name that begins with the other (`index` and `indexes`, `minimum` and `min`) comes after those.
 */
function slipsBetween(name: string, candidate: string): number {
  const shorter = Math.min(name.length, candidate.length);
  const limit = Math.min(3, Math.floor(shorter / 3));
  const longer = Math.max(name.length, candidate.length);
  const distance = longer - shorter > limit ? longer : editDistance(name, candidate);
  if (distance <= limit) {
    return distance;
  }
  const isAbbreviation = shorter >= SHORTEST_ABBREVIATION && (name.startsWith(candidate) || candidate.startsWith(name));
  return isAbbreviation ? LONGEST + longer - shorter : Number.POSITIVE_INFINITY;
}

/** `; did you mean "title"?`, or nothing: the end of a message about an unknown name. */
export function didYouMean(name: string, candidates: Iterable<string>): string {
  const near = nearest(name, candidates);
  return near === undefined ? '' : `; did you mean "${near}"?`;
}

/** Letters to insert, drop, change or swap with their neighbour (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let distance = Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        distance = Math.min(distance, (beforePrevious[j - 2] ?? 0) + 1);
      }
      current.push(distance);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}
