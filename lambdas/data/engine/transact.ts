import { MAX_ACTIONS } from '../../../lib/manifest/index.js';
import type { Access } from '../../shared/access.js';
import type { Item } from '../../shared/model/item.js';
import { Problem } from '../../shared/problem.js';
import { faultsOf, readAction, writingOf } from './action.js';
import type { DataContext } from './index.js';
import { carryOut } from './writing/carry-out.js';
import { seen } from './writing/intent.js';
import type { Writing } from './writing/plan.js';
import { Refused } from './writing/refused.js';
import { writeOf } from './writing/idempotency.js';

export interface TransactOptions {
  /** A UUIDv7. The same transaction with the same key is carried out once. */
  readonly idempotencyKey?: string;
}

export interface Transacted {
  /** The items of the actions, as far as the caller may see them; null for one that is deleted or only checked. */
  readonly items: readonly (Item | null)[];
  readonly replayed: boolean;
}

/**
 * Several writes, of one model or more: all of them are carried out, or none.
 * @throws Problem `transaction-refused` with a reason for each refused action, `invalid-request` for what is no transaction
 */
export async function transact(
  context: DataContext,
  access: Access,
  input: unknown,
  { idempotencyKey }: TransactOptions,
): Promise<Transacted> {
  const actions = listIn(input, 'actions', MAX_ACTIONS).map((action, i) =>
    readAction(action, `/actions/${i}`, ['model', ...(access.isAdmin ? ['owner'] : [])]),
  );
  const write = writeOf(access, context.now(), idempotencyKey, input);
  const refuse = (problems: ReadonlyMap<number, Problem>) => {
    const reused = [...problems.values()].find(({ code }) => code === 'key-reused');
    if (reused !== undefined) return reused;
    const errors = [...problems].flatMap(([i, problem]) => faultsOf(problem, `/actions/${i}`, actions[i]?.kind ?? 'check'));
    return new Problem('transaction-refused', undefined, { errors });
  };

  const problems = new Map<number, Problem>();
  const writings = actions.flatMap((action, place): Writing[] => {
    try {
      return [writingOf(context, access, context.models(String(action.members.model)), action, { write, place })];
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      problems.set(place, error);
      return [];
    }
  });
  if (problems.size > 0) throw refuse(problems);
  try {
    const outcomes = await carryOut(writings as [Writing, ...Writing[]], true);
    const items = outcomes.map(async ({ item }, i) => {
      const writing = writings[i] as Writing;
      return item === undefined ? null : ((await seen(writing.intent, item)) ?? writing.told(item));
    });
    return { items: await Promise.all(items), replayed: outcomes.some(({ replayed }) => replayed) };
  } catch (error) {
    throw error instanceof Refused ? refuse(error.problems) : error;
  }
}

/** The one list that a body holds. @throws Problem `invalid-request` */
export function listIn(input: unknown, name: string, most: number): readonly unknown[] {
  const list = typeof input === 'object' && input !== null ? (input as Record<string, unknown>)[name] : undefined;
  if (Array.isArray(list) && list.length >= 1 && list.length <= most) return list;
  throw new Problem('invalid-request', undefined, { errors: [{ pointer: `/${name}`, detail: `must be a list of 1 to ${most}` }] });
}
