import { accessOf, adminAccess } from '../../../lambdas/shared/access';
import { GUEST, type RuleSpec } from '../../../lib/manifest/index';

const rules: RuleSpec[] = [{ allow: 'owner', operations: ['get'] }];
const ann = accessOf({ owner: 'ann', groups: [] });

describe('access', () => {
  it('of a caller is what the rules admit', () => {
    expect(ann.admits(rules, 'get', { owner: 'ann' })).toBe(true);
    expect(ann.admits(rules, 'get', { owner: 'bob' })).toBe(false);
    expect([ann.couldAdmit(rules, 'get', {}), ann.couldAdmit(rules, 'get', { owner: 'bob' })]).toEqual([true, false]);
    expect(() => ann.requireHope(rules, 'get')).not.toThrow();
    expect(() => ann.requireHope(rules, 'delete')).toThrow(expect.objectContaining({ code: 'forbidden' }));
    expect(() => accessOf(GUEST).requireHope(rules, 'get')).toThrow(expect.objectContaining({ code: 'unauthenticated' }));
  });

  it('of the backend itself is everything', () => {
    expect(adminAccess().admits([], 'delete', undefined)).toBe(true);
    expect(adminAccess().couldAdmit([], 'list', { owner: 'bob' })).toBe(true);
    expect(() => adminAccess().requireHope([], 'delete')).not.toThrow();
    expect(adminAccess(['echo']).trail).toEqual(['echo']);
  });

  it('has an identity of its own, whatever an owner is named', () => {
    const identities = [
      ann,
      accessOf(GUEST),
      adminAccess(),
      accessOf({ owner: 'admin', groups: [] }),
      accessOf({ owner: 'guest', groups: [] }),
    ];
    expect(new Set(identities.map(({ identity }) => identity)).size).toBe(5);
  });
});
