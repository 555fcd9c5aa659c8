import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, messageOf } from '../failure.js';
import { writeIfChanged } from '../write.js';
import { indexesOf, tableProperties } from './table.js';
import type { Template } from './template.js';

/**
 * Stands beside `cdk.json`: which indexes the tables of each stack have, as far as this folder knows, so that synthesis can refuse what a
 * plain `cdk deploy` could not do (lib/data/deployed-indexes.ts reads it). May be committed.
 */
export const NOTE_FILE = 'plinth.deployed.json';

/** Index names, by stack and table. */
type Note = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** Notes what is deployed of a stack. */
export function noteDeployed(cwd: string, stackName: string, deployed: Template): void {
  const path = join(cwd, NOTE_FILE);
  const tables = Object.values(deployed.Resources ?? {}).flatMap((resource): [string, string[]][] => {
    const table = tableProperties(resource);
    return typeof table?.TableName === 'string' ? [[table.TableName, [...indexesOf(table).keys()].sort()]] : [];
  });
  const note: Note = { ...read(path), [stackName]: Object.fromEntries(tables.sort(byName)) };
  writeIfChanged(path, `${JSON.stringify(Object.fromEntries(Object.entries(note).sort(byName)), null, 2)}\n`);
}

function read(path: string): Note {
  if (!existsSync(path)) return {};
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Note;
  } catch (error) {
    throw new Failure(`${path} is not valid JSON (${messageOf(error)}): delete it, it is written anew.`);
  }
}

const byName = ([a]: [string, unknown], [b]: [string, unknown]) => (a < b ? -1 : 1);
