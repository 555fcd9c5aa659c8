import { fitting } from '../../../../../lambdas/data/engine/reading/fit';
import { sizeOf } from '../../../../../lambdas/data/engine/reading/size';

const large = (length: number, unit = 'x') => ({ id: 'a', text: unit.repeat(length) });

describe('what fits into one answer', () => {
  it('is all of what is small, without a look at it', () => {
    const toJSON = jest.fn();
    expect(fitting([{ toJSON }, { toJSON }], 1_000)).toBe(2);
    expect(toJSON).not.toHaveBeenCalled();
  });

  it.each([
    ['4 MB of JSON', large(900_000), 4],
    ['what Lambda can carry: quotes are four bytes in the end', large(400_000, '"'), 3],
    ['bytes, not characters', large(450_000, 'é'), 4],
  ])('is up to %s', (_, item, count) => {
    expect(fitting(Array(9).fill(item), 9_000_000)).toBe(count);
  });

  it('is refused where not one item does', () => {
    expect(() => fitting([large(4_100_000)], 4_100_000)).toThrow(expect.objectContaining({ code: 'too-large' }));
  });
});

test('the size of an item is about what DynamoDB counts', () => {
  const size = sizeOf({
    id: { S: 'a'.repeat(36) },
    text: { S: 'é'.repeat(1_000) },
    count: { N: '12345678' },
    icon: { B: Buffer.alloc(300).toString('base64') },
    set: { SS: ['a', 'bc'] },
    list: { L: [{ BOOL: true }, { NULL: true }] },
    map: { M: { inner: { S: 'x'.repeat(100) } } },
  });
  expect(size).toBeGreaterThan(2_480);
  expect(size).toBeLessThan(2_540);
});
