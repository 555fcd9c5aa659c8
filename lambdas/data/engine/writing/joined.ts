import { Problem } from '../../../shared/problem.js';
import { type Action, type Plan, placeOf } from './plan.js';
import { Refused } from './refused.js';

/** An action, and which write it is of. */
export interface Joined extends Action {
  /** The place of the write. */
  readonly writing: number;
  /** Whether it is on the very item of that write. */
  readonly own: boolean;
  /** The places of the other writes whose conditions it has taken on. */
  readonly others?: readonly number[];
}

/**
 * The actions of all plans as those of one transaction, in which no two may be on one stored item.
 * @throws Problem `invalid-request` for two writes of one item; Refused for two claims to one value, and for a look at what is deleted beside
 */
export function joined(plans: readonly Plan[]): Joined[] {
  const [first] = plans;
  // Mostly it is one write of one action.
  if (first !== undefined && plans.length === 1 && first.actions.length === 1) return [{ ...first.actions[0], writing: 0, own: true }];
  const places = new Map<string, Joined>();
  for (const [writing, { actions }] of plans.entries()) {
    for (const [i, action] of actions.entries()) {
      const next = { ...action, writing, own: i === 0 };
      const place = placeOf(action);
      const other = places.get(place);
      places.set(place, other === undefined ? next : either(other, next, plans));
    }
  }
  return [...places.values()];
}

/** Which of two actions on one stored item says what the other does, too. */
function either(one: Joined, other: Joined, plans: readonly Plan[]): Joined {
  const [look, beside] = isLook(one) ? [one, other] : [other, one];
  if (!isLook(look)) {
    const moved = handedOver(one, other) ?? handedOver(other, one);
    if (moved !== undefined) return moved;
    if (one.own && other.own) throw new Problem('invalid-request', `The actions ${one.writing} and ${other.writing} are on one item.`);
    throw refused(other);
  }
  if (plans[beside.writing]?.removes) throw refused(look);
  // That the item is there, every other action asks or sees to.
  if (look.refusal !== undefined) return beside;
  if (isLook(beside) && beside.refusal !== undefined) return look;
  return sameCondition(look, beside) ? beside : joinedCondition(beside, look);
}

const sameCondition = (one: Joined, other: Joined) => JSON.stringify(one.request) === JSON.stringify(other.request);

/** An action that also looks, at what the item was when the rules were asked with it. */
function joinedCondition(action: Joined, look: Joined): Joined {
  const [[kind, on]] = Object.entries(action.request) as [[string, Conditional]];
  const prefix = `of${look.writing}_`;
  const { ConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues } = look.request.ConditionCheck as Conditional;
  const renamed = (text = '') => text.replace(/([#:])(\w+)/g, `$1${prefix}$2`);
  const renamedKeys = <Value>(named: Readonly<Record<string, Value>> = {}) =>
    Object.fromEntries(Object.entries(named).map(([name, value]) => [renamed(name), value]));
  const request = {
    [kind]: {
      ...on,
      ConditionExpression: `(${on.ConditionExpression}) AND ${renamed(ConditionExpression)}`,
      ExpressionAttributeNames: { ...on.ExpressionAttributeNames, ...renamedKeys(ExpressionAttributeNames) },
      ExpressionAttributeValues: { ...on.ExpressionAttributeValues, ...renamedKeys(ExpressionAttributeValues) },
    },
  };
  return { ...action, request, others: [...(action.others ?? []), look.writing] };
}

type Conditional = NonNullable<Action['request']['ConditionCheck']>;

const isLook = ({ request, own }: Joined) => request.ConditionCheck !== undefined && !own;

const refused = ({ writing, refusal }: Joined) => new Refused(new Map([[writing, refusal ?? new Problem('conflict')]]));

/** A unique value that one item gives up and another takes: the claim is the other's from then on, if it still was the one's. */
function handedOver({ request: { Delete } }: Joined, taking: Joined): Joined | undefined {
  const { Put } = taking.request;
  if (Delete === undefined || Put === undefined) return undefined;
  const { ConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues } = Delete;
  return { ...taking, request: { Put: { ...Put, ConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues } } };
}
