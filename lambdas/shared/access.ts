import {
  admission,
  ALWAYS,
  type Caller,
  type Expression,
  holds,
  type Operation,
  type Relatives,
  type Ruled,
  type RuledItem,
} from '../../lib/manifest/index.js';
import { Problem } from './problem.js';
import type { Trail } from './trail.js';

/** With whose rights an engine works: a caller's, held to the rules, or the backend's own. */
export interface Access {
  /** Whom new items belong to, and what `owner=me` means; absent for a guest and for the backend itself. */
  readonly owner?: string;
  /** Names whose writes and cursors are whose: no two accesses share one. */
  readonly identity: string;
  /** Whether it is the backend's own, which no rule holds: it also sees what is hidden. */
  readonly isAdmin: boolean;
  /** The triggers that led here; what is written is marked with it. */
  readonly trail?: Trail;
  /**
   * What an item must be for the rules to admit to an operation on it: `always` for the backend's own. What the rest asks, as data: the
   * condition of a write, the filter of a list. (`related` in it is what DynamoDB cannot be asked: see `relationsIn`.)
   */
  admission(ruled: Ruled, operation: Operation | undefined): Expression;
  /**
   * Whether the rules admit to an operation on an item, as it is or as it will be.
   * @param related the items that its relations name, so far as the admission asks them
   */
  admits(ruled: Ruled, operation: Operation | undefined, item: RuledItem | undefined, related?: Relatives): boolean;
  /**
   * Asked before anything is read, so that the answer tells nothing of any item.
   * @throws Problem `forbidden` where no rule could ever admit to the operation; `unauthenticated` where it would have to be somebody.
   */
  requireHope(ruled: Ruled, operation: Operation | undefined): void;
}

/** Of everyone without a session: strangers to each other. */
export const GUEST_IDENTITY = 'guest';

/** The rights that the rules give a caller. */
export function accessOf(caller: Caller): Access {
  const { owner } = caller;
  return accessBy(
    remembered((ruled, operation) => admission(ruled, operation, caller)),
    {
      owner,
      isAdmin: false,
      identity: owner === undefined ? GUEST_IDENTITY : `user:${owner}`,
    },
  );
}

/** Every right. */
export function adminAccess(trail?: Trail): Access {
  return accessBy(() => ALWAYS, { identity: 'admin', isAdmin: true, trail });
}

type Admission = Access['admission'];

/** All that is asked of rules, asked of the one expression that they come to. */
function accessBy(admissionTo: Admission, who: Pick<Access, 'owner' | 'identity' | 'isAdmin' | 'trail'>): Access {
  return {
    ...who,
    admission: admissionTo,
    admits: (ruled, operation, item = {}, related) => holds(admissionTo(ruled, operation), item, related),
    requireHope(ruled, operation) {
      if (admissionTo(ruled, operation).op === 'never') throw new Problem(who.owner === undefined ? 'unauthenticated' : 'forbidden');
    },
  };
}

/** Rules are worked out once a call, however many items they are asked of. */
function remembered(work: Admission): Admission {
  const known = new Map<Ruled, Map<Operation | undefined, Expression>>();
  return (ruled, operation) => {
    let operations = known.get(ruled);
    if (operations === undefined) {
      operations = new Map();
      known.set(ruled, operations);
    }
    let expression = operations.get(operation);
    if (expression === undefined) {
      expression = work(ruled, operation);
      operations.set(operation, expression);
    }
    return expression;
  };
}
