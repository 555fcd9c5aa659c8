import type { AttributeMap } from '../../../shared/dynamodb/index.js';
import { readItem, readStored } from '../../../shared/model/item.js';
import { Problem } from '../../../shared/problem.js';
import { type Committed, commit, Unmet } from './commit.js';
import { readAttributes } from '../get.js';
import { hasSeen, tokenOf } from './idempotency.js';
import { type Joined, joined } from './joined.js';
import { Patience } from './patience.js';
import { fits } from './fits.js';
import { isReplay, type Outcome, type Plan, placeOf, type Replay, type Writing } from './plan.js';
import { hasReceipt, receipt } from './receipt.js';
import { Refused } from './refused.js';

const REPLAY: Replay = { replayed: true };

/**
 * Carries out all of these writes or none: one by one call wherever that will do, several by one transaction. A write is planned without
 * reading where that can be, else for the item as it is read. Where a condition then does not hold, DynamoDB says what is stored instead,
 * and the write is planned anew for that: no update is lost, and what is refused is refused for a state that there was.
 * @param exactly whether they must be known for as long as their key is good: by an item, by DynamoDB's token, else by a receipt
 * @throws Refused
 */
export async function carryOut(writings: readonly [Writing, ...Writing[]], exactly: boolean): Promise<Outcome[]> {
  const { context, model, write } = writings[0].intent;
  // Who is refused may have no right to it by now, and may have done it before.
  const isKnown = async () => {
    if (!exactly) return false;
    const known = [hasReceipt(context, model, write), ...writings.map(async (writing) => hasSeen(await readOf(writing), write))];
    return (await Promise.all(known)).includes(true);
  };

  let plans = await all(writings, firstPlan, isKnown);
  /** Whether what is met may be this very call: it was sent again, since no answer came. */
  let sentAgain = false;
  /** Where what would be done is done without. */
  const dispensed = new Set<string>();
  const patience = new Patience(context);
  for (;;) {
    // They are carried out together: what is known of one holds for all.
    if (plans.some(isReplay)) return outcomes(writings, plans, { replayed: !sentAgain });
    const ready = plans as Plan[];
    const actions = joined(ready).filter((action) => !(action.dispensable && dispensed.has(placeOf(action))));
    const memory = exactly ? memoryOf(ready) : undefined;
    const receipts = memory === 'receipt' ? [receipt(model, write, context.now())] : [];
    const token = memory === 'token' ? tokenOf(write, context.now()) : undefined;
    try {
      return await outcomes(writings, plans, await commit(context, [...actions, ...receipts], token));
    } catch (error) {
      if (!(error instanceof Unmet)) throw error;
      sentAgain ||= error.sentAgain;
      const unmet = unmetOf(error, actions);
      for (const action of unmet) if (action.dispensable) dispensed.add(placeOf(action));
      const isReceived = hasSeen(error.found.get(actions.length), write);
      plans = isReceived ? writings.map(() => REPLAY) : await replan(writings, ready, unmet, isKnown);
      await patience.wait(error);
    }
  }
}

/** By what writes are known that must be: nothing more where one of them is by its item, since they are carried out together. */
function memoryOf(plans: readonly Plan[]): 'token' | 'receipt' | undefined {
  if (plans.some(({ remembered }) => remembered === 'surely')) return undefined;
  return plans.every(({ remembered }) => remembered === 'token') ? 'token' : 'receipt';
}

async function firstPlan(writing: Writing): Promise<Plan | Replay> {
  const plan = await writing.unread?.();
  return plan !== undefined && fits(plan) ? plan : planAnew(writing);
}

function planFor(writing: Writing, attributes: AttributeMap | undefined): Promise<Plan | Replay> {
  const { model, context } = writing.intent;
  return writing.plan(readStored(model, attributes, context.now()));
}

const planAnew = async (writing: Writing) => planFor(writing, await readOf(writing));

/** An action whose condition did not hold, with what is stored instead. */
type UnmetAction = Joined & { readonly found: AttributeMap | undefined };

const unmetOf = ({ found }: Unmet, actions: readonly Joined[]): UnmetAction[] =>
  [...found].flatMap(([place, stored]) => {
    const action = actions[place];
    return action === undefined ? [] : [{ ...action, found: stored }];
  });

/** Plans anew what was in the way. @throws Refused */
async function replan(
  writings: readonly Writing[],
  plans: readonly Plan[],
  unmet: readonly UnmetAction[],
  isKnown: () => Promise<boolean>,
): Promise<(Plan | Replay)[]> {
  const refusals = new Map(unmet.flatMap(({ writing, refusal }) => (refusal === undefined ? [] : [[writing, refusal] as const])));
  const next = async (writing: Writing, place: number): Promise<Plan | Replay> => {
    const mine = unmet.filter((action) => action.writing === place && action.refusal === undefined);
    const own = mine.find((action) => action.own);
    const isConcerned = mine.length > 0 || unmet.some(({ others }) => others?.includes(place));
    const plan = own ? await planFor(writing, own.found) : isConcerned ? await planAnew(writing) : (plans[place] as Plan);
    const refusal = refusals.get(place);
    if (refusal !== undefined && !isReplay(plan)) throw refusal;
    return plan;
  };
  return all(writings, next, isKnown);
}

/**
 * Plans each write. Where one has happened before all have, whatever the others meet by now.
 * @throws Refused with all that will not do
 */
async function all(
  writings: readonly Writing[],
  plan: (writing: Writing, place: number) => Promise<Plan | Replay>,
  isKnown: () => Promise<boolean>,
): Promise<(Plan | Replay)[]> {
  const problems = new Map<number, Problem>();
  const plans = await Promise.all(
    writings.map(async (writing, place): Promise<Plan | Replay> => {
      try {
        return await plan(writing, place);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        problems.set(place, error);
        return { replayed: true, withheld: error.code === 'not-found' || error.code === 'forbidden' };
      }
    }),
  );
  const isReplayed = () => plans.some((each, place) => isReplay(each) && !problems.has(place));
  if (problems.size > 0 && !isReplayed() && !(await isKnown())) throw new Refused(problems);
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
      const { item, creates: created = false } = plan;
      if (writing.bare || (isReplay(plan) && plan.withheld)) return { created, replayed };
      if (item !== undefined && (isReplay(plan) || !replayed)) return { item, created, replayed };
      return { item: readItem(writing.intent.model, attributes ?? (await readOf(writing)), 0), created, replayed };
    }),
  );
}

/** What is stored of the item now. */
const readOf = ({ intent: { context, model, id } }: Writing) => readAttributes(context, model, id);
