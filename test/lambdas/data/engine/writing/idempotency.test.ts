import { hasSeen, remember, remembered, tokenOf, writeOf } from '../../../../../lambdas/data/engine/writing/idempotency';
import { accessOf } from '../../../../../lambdas/shared/access';
import { uuidv7 } from '../../../../../lambdas/shared/uuid';
import { KEY, NOW } from '../support';
import { ann, bob, key, memoryEngine, problem, SHOP } from './support';

const guest = accessOf({ groups: [] });

test('a write is known by who wrote with which key, and what; a guest’s by what it says too', () => {
  const write = writeOf(ann, NOW, KEY, { title: 'a' });
  const stored = { id: { S: 'a' }, ...remember(3, write) };
  expect(hasSeen(stored, writeOf(ann, NOW, KEY, { title: 'a' }))).toBe(true);
  expect(hasSeen(stored, writeOf(bob, NOW, KEY, { title: 'a' }))).toBe(false);
  expect(hasSeen(stored, writeOf(ann, NOW, key(), { title: 'a' }))).toBe(false);
  expect(hasSeen(undefined, write)).toBe(false);
  expect(() => hasSeen(stored, writeOf(ann, NOW, KEY, { title: 'b' }))).toThrow(problem('key-reused') as never);
  const strangers = remember(1, writeOf(guest, NOW, KEY, { title: 'a' }));
  expect(hasSeen(strangers, writeOf(guest, NOW, KEY, { title: 'b' }))).toBe(false);
  expect(hasSeen(strangers, writeOf(guest, NOW, KEY, { title: 'a' }))).toBe(true);
});

test('a key is of now; without one the write has one of its own', () => {
  const at = (ms: number) => () => writeOf(ann, NOW, uuidv7(NOW + ms), {});
  for (const ms of [-600_001, 60_001]) expect(at(ms)).toThrow(problem('stale-key') as never);
  for (const ms of [-600_000, 60_000]) expect(at(ms)().time).toBe(NOW + ms);
  const [one, other] = [writeOf(ann, NOW, undefined, {}), writeOf(ann, NOW, undefined, {})];
  expect(one.time).toBe(NOW);
  expect(one.who.equals(other.who)).toBe(false);
});

test('each of 16 versions has its slot, and they go on to what takes the item’s place', () => {
  const writes = Array.from({ length: 17 }, () => writeOf(ann, NOW, key(), {}));
  const stored = Object.assign({ id: { S: 'a' }, title: { S: 'x' } }, ...writes.map((write, i) => remember(i + 1, write)));
  expect(writes.map((write) => hasSeen(stored, write))).toEqual([false, ...Array<boolean>(16).fill(true)]);
  expect(Object.keys(remembered(stored))).toHaveLength(16);
  expect(remembered(undefined)).toEqual({});
});

test('a token is one for a caller and key, and one that DynamoDB takes', () => {
  const token = tokenOf(writeOf(ann, NOW, KEY, {}), NOW);
  expect(token).toMatch(/^[\w-]{1,36}$/);
  expect(tokenOf(writeOf(ann, NOW, KEY, { other: true }), NOW)).toBe(token);
  expect(tokenOf(writeOf(bob, NOW, KEY, {}), NOW)).not.toBe(token);
});

test('a patch that comes again is known among the last 16 writes of its item', async () => {
  const { engine } = memoryEngine(SHOP);
  const { item } = await engine.create(ann, 'shelves', { name: 'a' });
  const options = { idempotencyKey: key() };
  const patch = () => engine.update(ann, 'shelves', item.id, { name: 'b' }, options);
  await patch();
  for (let i = 0; i < 15; i++) await engine.update(ann, 'shelves', item.id, { open: i % 2 === 0 });
  expect(await patch()).toMatchObject({ item: { version: 17 }, replayed: true });
  await engine.update(ann, 'shelves', item.id, { name: 'c' });
  // It sets and does not add, so that it is no harm that it is carried out again.
  expect(await patch()).toMatchObject({ item: { name: 'b', version: 19 }, replayed: false });
});

test('what is nested too deep to be a value is refused', () => {
  let deep: unknown = {};
  for (let i = 0; i < 100_000; i++) deep = [deep];
  expect(() => writeOf(ann, NOW, KEY, deep)).toThrow(problem('validation-failed') as never);
});
