import { Token } from 'aws-cdk-lib';
import { type Fault, NAME_PATTERN } from '../manifest';

/**
 * The construct id of what is declared by a name: the name itself. One that can be no name gets an id that neither the construct tree
 * refuses nor a construct of ours has, so that the manifest's check tells of it with all other faults.
 */
export function childId(name: string): string {
  if (Token.isUnresolved(name)) return '(token)';
  return NAME_PATTERN.test(name) ? name : `(${name})`;
}

/** What is declared by a name that is taken. */
export function declaredTwice(path: string, kind: string, name: string): Fault {
  return { path, message: `there are two declarations of the ${kind} "${name}"; give each a name of its own, or make one of them` };
}
