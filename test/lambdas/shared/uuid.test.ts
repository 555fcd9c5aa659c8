import { isUuidv7, timeOf, uuidFrom, uuidv7 } from '../../../lambdas/shared/uuid';

describe('uuidv7', () => {
  it('is a UUID of version 7 that begins with the time', () => {
    expect(uuidv7(0x0198c0de1234)).toMatch(/^0198c0de-1234-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(uuidv7(5)).toMatch(/^00000000-0005-7/);
  });

  it('is never the same twice', () => {
    expect(new Set(Array.from({ length: 1000 }, () => uuidv7(1))).size).toBe(1000);
  });
});

test('what follows from a UUID is another of the same time, and the same again', () => {
  const uuid = uuidv7(0x0198c0de1234);
  const [first, second] = [uuidFrom(uuid, 0), uuidFrom(uuid, 1)];
  expect(new Set([uuid, first, second, uuidFrom(uuid, 0)]).size).toBe(3);
  for (const each of [first, second]) expect([isUuidv7(each), timeOf(each)]).toEqual([true, 0x0198c0de1234]);
  expect(isUuidv7(`${uuid.slice(0, 14)}4${uuid.slice(15)}`)).toBe(false);
});
