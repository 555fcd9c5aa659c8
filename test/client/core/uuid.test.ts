import { uuidv7 } from '../../../client/core/uuid';

test('a UUIDv7 begins with the time, and is unique', () => {
  const at = Date.UTC(2022, 1, 22, 19, 22, 22);
  const ids = Array.from({ length: 1000 }, () => uuidv7(at));
  // The example of RFC 9562, appendix A.6.
  expect(ids.every((id) => /^017f22e2-79b0-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(true);
  expect(new Set(ids).size).toBe(1000);
});

test('later ones sort after earlier ones', () => {
  expect(uuidv7(1000) < uuidv7(1001)).toBe(true);
});
