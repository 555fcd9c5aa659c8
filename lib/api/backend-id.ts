import { type Stack, Stage, Token } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { BACKEND_ID_PATTERN } from '../manifest';

/** The stack that is deployed: the one itself, or the parent of all nested ones. */
export function outermostStack(stack: Stack): Stack {
  return stack.nestedStackParent ? outermostStack(stack.nestedStackParent) : stack;
}

/** The ids that are taken, by stage (whose stacks may share an account), with whom they belong to. */
const taken = new WeakMap<IConstruct, Map<string, Construct>>();

/**
 * The backend's id: as given, or the outermost stack's name. Physical names start with it, so it is a literal, and one backend's alone.
 * @throws if it is a token, cannot start a name, or belongs to another backend of the same stack, or of the same account and Region.
 */
export function claimBackendId(owner: Construct, stack: Stack, given?: string): string {
  const id = given ?? stack.stackName;
  const where = `${owner.node.path}: backendId`;
  if (Token.isUnresolved(id)) {
    throw new Error(`${where} is a token, but physical names start with it. Give a literal: { backendId: 'shop' }`);
  }
  if (!BACKEND_ID_PATTERN.test(id)) {
    throw new Error(
      `${where} '${id}' must start with a letter and hold letters, digits and hyphens only, at most 128: { backendId: 'shop' }`,
    );
  }
  const stage = Stage.of(owner) as Stage;
  const ids = taken.get(stage) ?? new Map<string, Construct>();
  taken.set(stage, ids);
  const key = JSON.stringify([stack.environment, id]);
  const other = ids.get(key);
  if (other) {
    throw new Error(
      `${where} '${id}' belongs to ${other.node.path} already. A second backend in a stack needs one of its own: { backendId: '${id}-two' }`,
    );
  }
  ids.set(key, owner);
  return id;
}
