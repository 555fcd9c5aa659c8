import type { Change } from './manifest.js';

const SIGNS = { added: '+', removed: '-', changed: '~' } as const;

/** A line a change: `+ model comments`, `~ field notes.title: maxLength 100 → 200`. */
export function formatChanges(changes: readonly Change[]): string[] {
  return changes.map(({ kind, what, detail }) => `${SIGNS[kind]} ${what}${detail === undefined ? '' : `: ${detail}`}`);
}

/** A line for each change that deployed clients do not go on with as before: `field notes.title: who does not send it is refused`. */
export function formatBreaks(changes: readonly Change[]): string[] {
  return changes.flatMap(({ what, breaks }) => (breaks === undefined ? [] : [`${what}: ${breaks}`]));
}
