import { setTimeout as sleep } from 'node:timers/promises';
import type { AttributeMap } from '../../../shared/dynamodb/index.js';
import { readItem, readStored } from '../../../shared/model/item.js';
import { Problem } from '../../../shared/problem.js';
import { type Committed, commit, Unmet } from './commit.js';
import { readAttributes } from '../get.js';
import { type Joined, joined } from './joined.js';
import { fits, isReplay, type Outcome, type Plan, type Replay, type Writing } from './plan.js';
import { Refused } from './refused.js';
import { tokenOf } from './idempotency.js';

/** Writes to one item at once: each of them finds the item changed by all that win before. */
const MAX_ATTEMPTS = 10;
const LONGEST_WAIT_MS = 40;

/**
 * Carries out all of these writes or none: one by one call wherever that will do, several by one transaction. A write is planned without
 * reading where that can be, else for the item as it is read. Where a condition then does not hold, DynamoDB says what is stored instead,
 * and the write is planned anew for that: no update is lost, and what is refused is refused for a state that there was.
 * @throws Refused
 */
export async function carryOut(writings: readonly [Writing, ...Writing[]]): Promise<Outcome[]> {
  const { context, write } = writings[0].intent;
  const planFor = (writing: Writing, attributes: AttributeMap | undefined) =>
    writing.plan(readStored(writing.intent.model, attributes, context.now()));
  const planAnew = async (writing: Writing) => planFor(writing, await attributesOf(writing));

  let plans = await all(writings, async (writing) => {
    const plan = await writing.unread?.();
    return plan !== undefined && fits(plan) ? plan : planAnew(writing);
  });
  /** Whether what is met may be this very call: it was sent again, since no answer came. */
  let sentAgain = false;
  for (let attempt = 1; ; attempt++) {
    // They are carried out together: what one item remembers holds for all.
    if (plans.some(isReplay)) return outcomes(writings, plans, { replayed: !sentAgain });
    const ready = plans as Plan[];
    const actions = joined(ready);
    try {
      const token = ready.some(({ remembered }) => remembered) ? undefined : tokenOf(write);
      return await outcomes(writings, plans, await commit(context, actions, token));
    } catch (error) {
      if (!(error instanceof Unmet)) throw error;
      if (attempt === MAX_ATTEMPTS)
        throw new Problem('unavailable', 'The item is being changed too often.', { retryAfter: 1, cause: error });
      sentAgain ||= error.sentAgain;
      const unmet = [...error.found].map(([place, found]) => ({ ...(actions[place] as Joined), found }));
      plans = await all(writings, (writing, place) => {
        const mine = unmet.filter((action) => action.writing === place && action.refusal === undefined);
        const own = mine.find((action) => action.own);
        return own ? planFor(writing, own.found) : mine.length > 0 ? planAnew(writing) : (ready[place] as Plan);
      });
      const refusals = unmet.flatMap(({ writing, refusal }) => (refusal === undefined ? [] : [[writing, refusal] as const]));
      if (refusals.length > 0 && !plans.some(isReplay)) throw new Refused(new Map(refusals));
    }
    await sleep(Math.random() * LONGEST_WAIT_MS * (attempt / MAX_ATTEMPTS));
  }
}

/** Plans each write. @throws Refused with all that will not do */
async function all(
  writings: readonly Writing[],
  plan: (writing: Writing, place: number) => Plan | Promise<Plan | Replay>,
): Promise<(Plan | Replay)[]> {
  const problems = new Map<number, Problem>();
  const plans = await Promise.all(
    writings.map(async (writing, place): Promise<Plan | Replay> => {
      try {
        return await plan(writing, place);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        problems.set(place, error);
        // What was done before is not refused now: of this item no more is told.
        return { replayed: undefined };
      }
    }),
  );
  if (problems.size > 0 && !plans.some((plan, place) => isReplay(plan) && !problems.has(place))) throw new Refused(problems);
  return plans;
}

/** What has become of the items: as DynamoDB answered, as it was planned, or else as it is read. */
function outcomes(
  writings: readonly Writing[],
  plans: readonly (Plan | Replay)[],
  { attributes, replayed = false }: Committed,
): Promise<Outcome[]> {
  return Promise.all(
    writings.map(async (writing, place) => {
      const plan = plans[place] as Plan | Replay;
      const { creates: created = false } = plan;
      if (isReplay(plan)) return { item: plan.replayed, created, replayed };
      const { item, removes } = plan;
      if (removes || plan.actions[0].request.ConditionCheck) return { created, replayed };
      if (item !== undefined && !replayed) return { item, created, replayed };
      return { item: readItem(writing.intent.model, attributes ?? (await attributesOf(writing)), 0), created, replayed };
    }),
  );
}

const attributesOf = ({ intent: { context, model, id } }: Writing) => readAttributes(context, model, id);
