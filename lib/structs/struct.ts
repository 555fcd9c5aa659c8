import { at, type Fault, unknownName } from '../manifest';
import { type Kind, wrongKind } from './kind';

/** A kind that must be given. */
export interface Needed<T> extends Kind<T> {
  readonly needed: true;
}

/** A kind that may be left out. */
export interface Optional<T> extends Kind<T> {
  readonly needed?: never;
}

/**
 * The members of a struct, each once, with what it may be. TypeScript holds the list to the interface: one that is missing, too many, of
 * another type, or `needed` where it is optional, does not compile.
 */
export type Members<T> = {
  readonly [Name in keyof T]-?: undefined extends T[Name] ? Optional<NonNullable<T[Name]>> : Needed<T[Name]>;
};

/** Of a struct: a member that must be given. */
export function needed<T>(kind: Kind<T>): Needed<T> {
  return { ...kind, needed: true };
}

/**
 * A struct of options: members that it does not have are told, with the nearest that it has. Structs from other languages come as plain
 * objects too.
 */
export function struct<T extends object>(members: Members<T>, example = '{ … }'): Kind<T> {
  const description = { words: 'an object of options', example };
  const kinds = Object.entries<Optional<unknown> | Needed<unknown>>(members);
  return {
    ...description,
    read(value, path, faults) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        faults.push(wrongKind(description, value, path));
        return undefined;
      }
      const given = value as Readonly<Record<string, unknown>>;
      for (const name of Object.keys(given)) {
        if (given[name] !== undefined && !Object.hasOwn(members, name))
          faults.push(unknownName(at(path, name), 'option', name, Object.keys(members)));
      }
      const right: Record<string, unknown> = {};
      let isWhole = true;
      for (const [name, kind] of kinds) {
        const member = readMember(name, kind, given[name], at(path, name), faults);
        if (member !== undefined) right[name] = member;
        else if (kind.needed) isWhole = false;
      }
      return isWhole ? (right as T) : undefined;
    },
  };
}

/** What stands in for a member that must be given counts as given. */
function readMember(name: string, kind: Optional<unknown> | Needed<unknown>, value: unknown, path: string, faults: Fault[]): unknown {
  if (value === undefined) {
    if (!kind.needed) return undefined;
    faults.push({ path, message: `is missing; add \`${name}: ${kind.example}\`` });
    return kind.standIn;
  }
  const right = kind.read(value, path, faults);
  return right === undefined && kind.needed ? kind.standIn : right;
}

/** A list of one kind. What stands alone where a list should counts as its only item, so that all else can be checked. */
export function list<T>(item: Kind<T>): Kind<T[]> {
  const description = { words: 'a list', example: `[${item.example}]`, standIn: [] };
  return {
    ...description,
    read(value, path, faults) {
      if (!Array.isArray(value)) {
        faults.push(wrongKind(description, value, path));
        const only = item.read(value, path, []) ?? item.standIn;
        return only === undefined ? undefined : [only];
      }
      return value.map((each, i) => item.read(each, at(path, i), faults) ?? item.standIn).filter((each) => each !== undefined);
    },
  };
}

/** What stands under names that the declaration chooses. */
export function named<T>(member: Kind<T>, name = 'name'): Kind<{ [name: string]: T }> {
  const description = { words: 'an object', example: `{ ${name}: ${member.example} }`, standIn: {} };
  return {
    ...description,
    read(value, path, faults) {
      if (typeof value !== 'object' || value === null || (value.constructor?.name ?? 'Object') !== 'Object') {
        faults.push(wrongKind(description, value, path));
        return undefined;
      }
      const members = Object.entries(value).map(([key, each]) => [key, member.read(each, at(path, key), faults) ?? member.standIn]);
      return Object.fromEntries(members.filter(([, each]) => each !== undefined));
    },
  };
}
