import { type Caller, type Operation, type RuleSpec, admits, couldAdmit, mayAdmit } from '../../lib/manifest/index.js';
import { Problem } from './problem.js';
import type { Trail } from './trail.js';

/** With whose rights an engine works: a caller's, held to the rules, or the backend's own. */
export interface Access {
  /** Whom new items belong to, and what `owner=me` means; absent for a guest and for the backend itself. */
  readonly owner?: string;
  /** Names whose writes and cursors are whose: no two accesses share one. */
  readonly identity: string;
  /** The triggers that led here; what is written is marked with it. */
  readonly trail?: Trail;
  /** Whether the rules admit to an operation on an item, as it is or as it will be. */
  admits(rules: readonly RuleSpec[], operation: Operation | undefined, item: Readonly<Record<string, unknown>> | undefined): boolean;
  /** Whether they could admit to it on an item of which only so much is known. */
  couldAdmit(rules: readonly RuleSpec[], operation: Operation, known: Readonly<Record<string, unknown>>): boolean;
  /**
   * Asked before anything is read, so that the answer tells nothing of any item.
   * @throws Problem `forbidden` where no rule could ever admit to the operation; `unauthenticated` where it would have to be somebody.
   */
  requireHope(rules: readonly RuleSpec[], operation: Operation | undefined): void;
}

/** Of everyone without a session: strangers to each other. */
export const GUEST_IDENTITY = 'guest';

/** The rights that the rules give a caller. */
export function accessOf(caller: Caller): Access {
  return {
    owner: caller.owner,
    identity: caller.owner === undefined ? GUEST_IDENTITY : `user:${caller.owner}`,
    admits: (rules, operation, item) => admits(rules, operation, caller, item),
    couldAdmit: (rules, operation, known) => couldAdmit(rules, operation, caller, known),
    requireHope(rules, operation) {
      if (!mayAdmit(rules, operation, caller)) throw new Problem(caller.owner === undefined ? 'unauthenticated' : 'forbidden');
    },
  };
}

/** Every right. */
export function adminAccess(trail?: Trail): Access {
  return { identity: 'admin', trail, admits: () => true, couldAdmit: () => true, requireHope: () => undefined };
}
