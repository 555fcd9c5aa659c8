import { readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

/** The text of each file of a client, by its path in the folder of that client. */
export type ClientFiles = Readonly<Record<string, string>>;

/**
 * Of saved files, those that a person wrote: synthesis writes the client into the watched folder, and a file with just the text that is
 * generated is no change of a declaration.
 */
export function writtenByHand(folder: string, files: readonly string[], clients: readonly ClientFiles[]): string[] {
  return files.filter((file) => !clients.some((client) => isGenerated(folder, file, client)));
}

function isGenerated(folder: string, file: string, client: ClientFiles): boolean {
  const path = `/${file.split(sep).join('/')}`;
  return Object.entries(client).some(([name, text]) => path.endsWith(`/${name}`) && readIfThere(join(folder, file)) === text);
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
