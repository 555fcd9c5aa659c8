import { listJson } from '../../../lambdas/data/several';

const item = (id: string, size: number, character = 'x') => ({ id, text: character.repeat(size) });
const short = ({ id }: { id: string }) => ({ id });
const read = (text: string): { id: string; text?: string }[] => JSON.parse(text).items;

test('what fits is told whole', () => {
  const items = [item('a', 10), item('b', 3_000_000)];
  expect(read(listJson('items', items, short))).toEqual(items);
});

test('what does not fit is told in short, and all of it is answered', () => {
  const items = Array.from({ length: 25 }, (_, i) => item(`i${i}`, 390_000));
  const text = listJson('items', items, short);
  expect(Buffer.byteLength(JSON.stringify(text))).toBeLessThan(6_000_000);
  const told = read(text);
  expect(told.map(({ id }) => id)).toEqual(items.map(({ id }) => id));
  expect(told.filter((each) => each.text !== undefined)).toHaveLength(15);
});

test('a smaller one still fits after a larger one did not', () => {
  const told = read(listJson('items', [item('a', 5_000_000), item('b', 5_000_000), item('c', 10)], short));
  expect(told.map((each) => each.text?.length)).toEqual([5_000_000, undefined, 10]);
});

test('characters that become longer on the way are counted as they go', () => {
  const items = Array.from({ length: 10 }, (_, i) => item(`i${i}`, 300_000, '"'));
  const text = listJson('items', items, short);
  expect(Buffer.byteLength(JSON.stringify(text))).toBeLessThan(6_000_000);
  expect(read(text).filter((each) => each.text === undefined).length).toBeGreaterThan(0);
});
