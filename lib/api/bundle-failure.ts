import { readdirSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { didYouMean } from '../manifest';

/** What esbuild throws. @see https://esbuild.github.io/api/#build */
interface BuildFailure extends Error {
  readonly errors?: ReadonlyArray<{
    readonly text: string;
    readonly location?: { readonly file: string; readonly line: number; readonly column: number };
  }>;
}

const EXAMPLE = 'export async function handler(event) { return { … }; }';

/**
 * What keeps an entry file from being bundled, in words: it is not there, it exports no `handler`, or what esbuild says of it.
 * @param wrapper the name of the text that imports the file's handler
 */
export function bundleFailure(error: unknown, entry: string, wrapper: string): string {
  const { message, errors = [] } = error as BuildFailure;
  const own = errors.filter(({ location }) => location?.file.endsWith(wrapper)).map(({ text }) => text);
  if (own.some((text) => text.startsWith('Could not resolve') && text.includes(basename(entry)))) {
    return `there is no file "${entry}" in ${resolve()}${didYouMean(basename(entry), neighbours(entry))}; make one that exports your function: ${EXAMPLE}`;
  }
  if (own.some((text) => text.startsWith('No matching export')))
    return `"${entry}" must export your function by the name handler, as in ${EXAMPLE}`;
  const told = errors.map(({ text, location }) => (location ? `${location.file}:${location.line}:${location.column}: ${text}` : text));
  return `"${entry}" cannot be bundled: ${told.join('; ') || message}`;
}

/** What lies where the file should. */
function neighbours(entry: string): string[] {
  try {
    return readdirSync(dirname(resolve(entry)));
  } catch {
    return [];
  }
}
