import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { Failure } from '../failure.js';
import { pascalCase } from './names.js';

/** What differs from app to app. */
export interface Values {
  /** The name of its package: `my-app`. */
  readonly name: string;
  /** How its package.json names this package. */
  readonly plinth: string;
}

/** Names that npm would change or leave out of a package, and what they stand for. */
const STORED_AS: Readonly<Record<string, string>> = { gitignore: '.gitignore', 'package.json.tmpl': 'package.json' };

/** @throws Failure if a folder is there and not empty. */
export function requireEmptyFolder(folder: string): void {
  if (!existsSync(folder)) return;
  const [first] = readdirSync(folder).filter((name) => name !== '.git');
  if (first !== undefined) {
    throw new Failure(`${folder} is not empty (it holds ${first}): name a new folder, or write over files of the same names with --force.`);
  }
}

/** Writes the files of a new app from the folder of its template; answers their paths in it. */
export function writeTemplate(source: string, target: string, { name, plinth }: Values): string[] {
  const values: Record<string, string> = { name, plinth, Name: pascalCase(name) };
  return filesIn(source)
    .map((path) => {
      const stored = relative(source, path).split(sep).join('/');
      const written = STORED_AS[stored] ?? stored;
      const text = readFileSync(path, 'utf8').replace(/%(\w+)%/g, (whole, key: string) => values[key] ?? whole);
      mkdirSync(dirname(join(target, written)), { recursive: true });
      writeFileSync(join(target, written), text);
      return written;
    })
    .sort();
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}
