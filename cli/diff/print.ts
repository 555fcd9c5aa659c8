import type { Change } from './manifest.js';

const SIGNS = { added: '+', removed: '-', changed: '~' } as const;

/** A line a change: `+ model comments`, `~ field notes.title: maxLength 100 → 200`. */
export function formatChanges(changes: readonly Change[]): string[] {
  return changes.map(({ kind, what, detail }) => `${SIGNS[kind]} ${what}${detail === undefined ? '' : `: ${detail}`}`);
}
