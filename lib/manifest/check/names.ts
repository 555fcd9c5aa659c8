import { NAME_PATTERN } from '../names';
import { at, type Fault } from './fault';

/** Names that JavaScript gives a meaning of its own on every object, or, `then`, on whatever is awaited. */
const JAVASCRIPT_NAMES: readonly string[] = [
  'constructor',
  'hasOwnProperty',
  'isPrototypeOf',
  'propertyIsEnumerable',
  'prototype',
  'then',
  'toJSON',
  'toLocaleString',
  'toString',
  'valueOf',
];

/** Checks the declared keys of a section, which applications use verbatim. `taken` names have a meaning already: why, in words. */
export function* checkNames(
  path: string,
  kind: string,
  names: Iterable<string>,
  taken: Readonly<Record<string, readonly string[]>> = {},
): Iterable<Fault> {
  for (const name of names) {
    if (!NAME_PATTERN.test(name)) {
      const fix = suggestName(name);
      const suggestion = fix === undefined ? '' : `; "${fix}" would do`;
      const message = `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}'s name is a lower-case letter and up to 63 letters and digits, is ${JSON.stringify(name)}${suggestion}`;
      yield { path: at(path, name), message };
    }
    const reserved = Object.entries({ 'JavaScript gives it a meaning': JAVASCRIPT_NAMES, ...taken });
    for (const [why] of reserved.filter(([, words]) => words.includes(name))) {
      yield { path: at(path, name), message: `"${name}" is a reserved word (${why}); choose another name, such as "${name}Value"` };
    }
  }
}

/** `Blog-posts` becomes `blogPosts`. */
function suggestName(name: string): string | undefined {
  const camel = name
    .replace(/^[^A-Za-z]+/, '')
    .replace(/[^A-Za-z0-9]+(.)?/g, (_, letter: string | undefined) => letter?.toUpperCase() ?? '')
    .slice(0, 64);
  const suggestion = camel.charAt(0).toLowerCase() + camel.slice(1);
  return NAME_PATTERN.test(suggestion) ? suggestion : undefined;
}
