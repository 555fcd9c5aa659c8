import * as fc from 'fast-check';
import type { Item } from '../../../../../lambdas/shared/model/item';
import type { Memory } from './memory';
import { anyCaller, anyFilter, anyNotes, CALLERS, type CallerName, matches, storeOf } from './world';

/** Every note that the caller gets by its id, as he gets it. */
async function gotten(memory: Memory, caller: CallerName, count: number): Promise<Item[]> {
  const engine = memory.engine();
  const ids = [...Array.from({ length: count }, (_, i) => `n${String(i).padStart(2, '0')}`), 'n-deleted', 'title#x'];
  const all = await Promise.all(ids.map((id) => engine.get(CALLERS[caller], 'notes', id).catch(() => undefined)));
  return all.filter((item) => item !== undefined);
}

async function listed(memory: Memory, caller: CallerName, question: object): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await memory.engine().list(CALLERS[caller], 'notes', { ...question, ...(cursor && { cursor }) });
    expect(page.items.length).toBeLessThanOrEqual((question as { limit?: number }).limit ?? 25);
    items.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return items;
}

async function counted(memory: Memory, caller: CallerName, question: object): Promise<number> {
  let sum = 0;
  let cursor: string | undefined;
  do {
    const {
      count,
      cursor: next,
      complete,
    } = await memory.engine().count(CALLERS[caller], 'notes', { ...question, ...(cursor && { cursor }) });
    expect(complete).toBe(next === undefined);
    sum += count;
    cursor = next;
  } while (cursor !== undefined);
  return sum;
}

/** The questions there are: keys, and how their results follow each other. */
const QUESTIONS = [
  { keys: { kind: 'a' }, has: ['kind', 'rank'], by: 'rank' },
  { keys: { index: 'byKind', kind: 'b', rank: { ge: 0 } }, has: ['kind', 'rank'], by: 'rank' },
  { keys: { owner: 'ann' }, has: ['owner', 'title'], by: 'title' },
  { keys: { owner: 'bob', title: { beginsWith: 'a' } }, has: ['owner', 'title'], by: 'title' },
  { keys: { index: 'byPay', kind: 'a' }, has: ['kind', 'pay'], by: 'pay' },
  { keys: { index: 'byPay', kind: 'a', pay: { between: [1, 2] } }, has: ['kind', 'pay'], by: 'pay' },
  { keys: { teamId: 't1' }, has: ['teamId'], by: 'createdAt' },
  { keys: {}, has: [], by: undefined },
  { keys: { published: true }, has: ['published'], by: undefined },
];

test('a list, page by page, is what of all that the caller gets by id meets the question, in its order; a count is their number', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyNotes,
      anyCaller,
      fc.constantFrom(...QUESTIONS),
      fc.option(anyFilter, { nil: undefined }),
      fc.integer({ min: 1, max: 7 }),
      fc.constantFrom('asc', 'desc'),
      async (notes, caller, { keys, has, by }, filter, limit, order) => {
        // To whom a field is unknown, it is in no question.
        fc.pre(caller !== 'guest' || (by !== 'pay' && !JSON.stringify(filter ?? {}).includes('pay')));
        const { index, ...conditions } = keys as { index?: string };
        const memory = storeOf(notes);
        const expected = (await gotten(memory, caller, notes.length)).filter(
          (item) => has.every((field) => item[field] !== undefined) && matches(conditions, item) && matches(filter ?? {}, item),
        );
        const question = { ...keys, filter, limit, ...(by !== undefined && { order }) };
        const items = await listed(memory, caller, question);
        const byId = (all: readonly Item[]) => [...all].sort((a, b) => (a.id < b.id ? -1 : 1));
        expect(byId(items)).toEqual(byId(expected));
        const keysOf = items.map((item) => item[by ?? ''] as string | number);
        const sign = order === 'asc' ? 1 : -1;
        const isInOrder = keysOf.slice(1).every((key, i) => sign * compare(keysOf[i] as typeof key, key) <= 0);
        expect(by === undefined || isInOrder).toBe(true);
        expect(await counted(memory, caller, { ...keys, filter })).toBe(expected.length);
      },
    ),
    { numRuns: 400 },
  );
}, 60_000);

const compare = (a: string | number, b: string | number) =>
  typeof a === 'number' && typeof b === 'number' ? a - b : Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));

test('nobody receives by a list, an include, many at once or a cursor what he could not get by its id', async () => {
  await fc.assert(
    fc.asyncProperty(anyNotes, anyCaller, fc.integer({ min: 1, max: 7 }), async (notes, caller, limit) => {
      const memory = storeOf(notes);
      const engine = memory.engine();
      const own = new Map((await gotten(memory, caller, notes.length)).map((item) => [item.id, item]));
      const seen: Item[] = [];
      for (const keys of [{ kind: 'a' }, { owner: 'bob' }, {}]) seen.push(...(await listed(memory, caller, { ...keys, limit })));
      const ids = ['nothing', ...notes.map((_, i) => `n${String(i).padStart(2, '0')}`)];
      const { items, missing } = await engine.batchGet(CALLERS[caller], 'notes', { ids });
      expect(items.map(({ id }) => id)).toEqual(ids.filter((id) => own.has(id)));
      expect(missing).toEqual(ids.filter((id) => !own.has(id)));
      seen.push(...items);
      for (const id of ['t1', 't2']) {
        const team = await engine.get(CALLERS[caller], 'teams', id, { include: { notes: { limit: 100 } } }).catch(() => undefined);
        if (team === undefined) continue;
        const inside = (team.notes as { items: Item[] }).items;
        const inTeam = [...own.values()].filter((item) => item.teamId === id);
        expect(inside.map(({ id: note }) => note).sort()).toEqual(inTeam.map(({ id: note }) => note).sort());
        seen.push(...inside);
      }
      for (const item of seen) expect(item).toEqual(own.get(item.id));
    }),
    { numRuns: 200 },
  );
}, 60_000);
