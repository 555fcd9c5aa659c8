import { accessOf, adminAccess } from '../../../lambdas/shared/access';
import { GUEST, type Ruled } from '../../../lib/manifest/index';

const own: Ruled = { rules: [{ allow: 'owner', operations: ['get'] }] };
const ofNotebook: Ruled = { rules: [{ allow: 'related', relation: 'notebook' }], related: () => own };
const nothing: Ruled = { rules: [] };
const ann = accessOf({ owner: 'ann', groups: [] });

describe('access', () => {
  it('of a caller is what the rules admit', () => {
    expect(ann.admission(own, 'get')).toEqual({ op: 'eq', path: ['owner'], value: 'ann' });
    expect(ann.admits(own, 'get', { owner: 'ann' })).toBe(true);
    expect(ann.admits(own, 'get', { owner: 'bob' })).toBe(false);
    expect(ann.admits(own, 'get', undefined)).toBe(false);
    expect(() => ann.requireHope(own, 'get')).not.toThrow();
    expect(() => ann.requireHope(own, 'delete')).toThrow(expect.objectContaining({ code: 'forbidden' }));
    expect(() => accessOf(GUEST).requireHope(own, 'get')).toThrow(expect.objectContaining({ code: 'unauthenticated' }));
  });

  it('that hangs on a related item needs to know it', () => {
    expect(ann.admits(ofNotebook, 'get', {})).toBe(false);
    expect(ann.admits(ofNotebook, 'get', {}, { notebook: { item: { owner: 'ann' } } })).toBe(true);
  });

  it('works rules out once', () => {
    expect(ann.admission(own, 'get')).toBe(ann.admission(own, 'get'));
  });

  it('of the backend itself is everything', () => {
    const admin = adminAccess(['echo']);
    expect(admin.admits(nothing, 'delete', undefined)).toBe(true);
    expect(() => admin.requireHope(nothing, 'delete')).not.toThrow();
    expect(admin).toMatchObject({ isAdmin: true, trail: ['echo'] });
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
