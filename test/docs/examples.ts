import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(__dirname, '../..');

/** What people read: all of it ships in the package or stands at its front door. */
export function pages(): string[] {
  const docs = readdirSync(join(ROOT, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`);
  return ['README.md', 'AGENTS.md', 'llms.txt', 'examples/notebooks/README.md', ...docs.sort()];
}

export const read = (page: string) => readFileSync(join(ROOT, page), 'utf8');

/**
 * How an example is meant, the second word of its fence (GitHub reads the first alone):
 * - `ts`: a file. A first line `// lib/notes.ts` says which one of the app that the pages share; without it, one by itself.
 * - `ts declare`: part of a stack's constructor; `backend` is that of the shared app unless the example makes one.
 * - `ts call`: part of an application; `api` is a client of the shared app.
 */
export type Kind = 'file' | 'declare' | 'call';

export interface Example {
  readonly page: string;
  /** The line of its first line, from 1. */
  readonly line: number;
  readonly language: string;
  readonly kind: Kind;
  /** Of the app that the pages share. */
  readonly path?: string;
  readonly text: string;
}

const FENCE = /^( *)```(\S+)?(?: +(\S+))?\n([^]*?)\n\1```$/gm;

/** The fenced examples of a page, in their order. @throws Error for a kind that there is not */
export function examplesIn(page: string, markdown: string): Example[] {
  return [...markdown.matchAll(FENCE)].map((match) => {
    const [, indent = '', language = '', kind = 'file', body = ''] = match;
    const line = markdown.slice(0, match.index).split('\n').length + 1;
    if (!['file', 'declare', 'call'].includes(kind)) throw new Error(`${page}:${line - 1}: there is no kind of example '${kind}'`);
    const text = body.replaceAll(`\n${indent}`, '\n').slice(indent.length);
    const path = /^\/\/ (\S+\.m?[jt]s)\n/.exec(text)?.[1];
    return { page, line, language, kind: kind as Kind, ...(kind === 'file' && path && { path }), text };
  });
}

export const allExamples = () => pages().flatMap((page) => examplesIn(page, read(page)));
