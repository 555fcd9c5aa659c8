import type { Fault } from '../manifest';
import { describe } from './describe';

/** What a kind is called. */
interface Description<T> {
  /** In words: `a Field`. */
  readonly words: string;
  /** As code: `Field.string()`. */
  readonly example: string;
  /** What is taken in the place of a wrong value, so that all else of the declaration can be checked; without one it is left out. */
  readonly standIn?: T;
}

/**
 * What a value of a declaration may be. TypeScript's types say so too, but plain JavaScript, and TypeScript that is only stripped of its
 * types, runs without them.
 */
export interface Kind<T> extends Description<T> {
  /** The value so far as it is right, undefined where nothing of it is; what is wrong goes into `faults`. */
  read(value: unknown, path: string, faults: Fault[]): T | undefined;
}

/** A kind whose values are right or wrong as a whole. */
export function kind<T>(description: Description<T>, isRight: (value: any) => boolean): Kind<T> {
  return {
    ...description,
    read(value, path, faults) {
      if (isRight(value)) return value as T;
      faults.push(wrongKind(description, value, path));
      return undefined;
    },
  };
}

/** A value that is of another kind. */
export function wrongKind({ words, example }: Description<unknown>, value: unknown, path: string): Fault {
  return { path, message: `must be ${words}, as in ${example}; is ${describe(value)}` };
}

/** A text whose meaning the example shows. */
export function textLike(example: string): Kind<string> {
  return kind<string>({ words: 'a text', example: `'${example}'`, standIn: '' }, (value) => typeof value === 'string');
}

export const TEXT = textLike('text');
export const NUMBER = kind<number>({ words: 'a number', example: '1' }, (value) => typeof value === 'number' && !Number.isNaN(value));
export const BOOLEAN = kind<boolean>({ words: 'true or false', example: 'true' }, (value) => typeof value === 'boolean');
/** What somebody else checks, or nobody can. */
export const ANYTHING = kind<any>({ words: 'anything', example: '{}' }, () => true);

/** One of an enumeration's values; where it is a number, its name is no value. */
export function oneOf<T>(name: string, values: { readonly [member: string]: unknown }): Kind<T> {
  const [example] = Object.keys(values).filter((member) => Number.isNaN(Number(member)));
  const known = new Set(Object.values(values).filter((value) => typeof value === 'number' || typeof values[value as string] !== 'number'));
  return kind<T>({ words: `one of ${name}`, example: `${name}.${example}` }, (value) => known.has(value));
}

/**
 * An object of the CDK, told by a member that every such object has, and nothing else does: two copies of a library have different
 * classes, and an interface has none.
 */
export function having<T>(member: keyof T & string, words: string, example: string): Kind<T> {
  return kind<T>({ words, example }, (value) => typeof value === 'object' && value !== null && member in value);
}
