import { etag, versionIn } from '../../../../lambdas/shared/http/etag';

describe('versionIn', () => {
  it('reads what etag writes, and *', () => {
    expect(versionIn(etag(12))).toBe(12);
    expect(versionIn('*')).toBe('*');
    expect(versionIn(undefined)).toBeUndefined();
  });

  test.each(['', '3', 'W/"3"', '"3", "4"', '"x"', '"01"', '"-1"', '"1e3"', `"${'9'.repeat(17)}"`])('refuses %s', (header) => {
    expect(() => versionIn(header)).toThrow(expect.objectContaining({ code: 'invalid-request', status: 400 }));
  });
});
