import { uuidv7 } from '../../../lambdas/shared/uuid';

describe('uuidv7', () => {
  it('is a UUID of version 7 that begins with the time', () => {
    expect(uuidv7(0x0198c0de1234)).toMatch(/^0198c0de-1234-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(uuidv7(5)).toMatch(/^00000000-0005-7/);
  });

  it('is never the same twice', () => {
    expect(new Set(Array.from({ length: 1000 }, () => uuidv7(1))).size).toBe(1000);
  });
});
