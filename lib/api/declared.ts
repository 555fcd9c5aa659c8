import { Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { at, NAME_PATTERN } from '../manifest';
import { describe } from '../structs/describe';
import type { Capability } from './capability';

/** Where something is declared by a name. */
interface Declaration<T> {
  readonly capability: Capability;
  /** Of the manifest: `data.models`. */
  readonly section: string;
  /** In words: `model`. */
  readonly kind: string;
  readonly name: string;
  /** What has been declared there, by name. */
  readonly among: { [name: string]: T };
}

/**
 * Adds what is declared by a name, which can be taken once: a second declaration is refused at synthesis, with all other faults.
 * @param make is given the construct's id and the path of its faults
 * @throws where the name is none at all
 */
export function declare<T extends Construct>(declaration: Declaration<T>, make: (id: string, path: string) => T): T {
  const { capability, section, kind, name, among } = declaration;
  if (typeof name !== 'string') {
    throw new Error(
      `${capability.node.path}: a ${kind} is declared by its name first, then by its options; instead of the name is ${describe(name)}`,
    );
  }
  const path = at(section, name);
  const known = Object.hasOwn(among, name) ? among[name] : undefined;
  if (known) {
    capability.api._refuse({
      path,
      message: `there are two declarations of the ${kind} "${name}"; give each a name of its own, or make one of them`,
    });
    return known;
  }
  const made = make(childId(name), path);
  // Assigned, `__proto__` would be no member, and no fault.
  Object.defineProperty(among, name, { value: made, enumerable: true, configurable: true, writable: true });
  return made;
}

/**
 * The construct id of what is declared by a name: the name itself. One that can be no name gets an id that neither the construct tree
 * refuses nor a construct of ours has, so that the manifest's check tells of it with all other faults.
 */
export function childId(name: string): string {
  if (Token.isUnresolved(name)) return '(token)';
  return NAME_PATTERN.test(name) ? name : `(${name})`;
}
