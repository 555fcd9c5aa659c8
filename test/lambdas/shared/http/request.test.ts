import { Request } from '../../../../lambdas/shared/http/request';
import { httpEvent, type Sent } from './event';

const request = (sent: Sent = {}, guest = false, ownerClaim = 'sub') => new Request(httpEvent('GET /x', sent), guest, ownerClaim);
const tokenOf = (payload: object) => `e30.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.sig`;
const key = '0198c0de-0000-7000-8000-0123456789AB';

describe('Request', () => {
  it('finds headers whatever their case, and tells absent ones', () => {
    expect(request({ headers: { 'If-Match': '"1"' } }).header('if-match')).toBe('"1"');
    expect(request().header('if-match')).toBeUndefined();
  });

  it('reads path and query, none of them inherited', () => {
    const { query } = request({ query: { constructor: 'a', limit: '3' } });
    expect([query.get('limit'), query.get('constructor'), query.get('toString')]).toEqual(['3', 'a', undefined]);
    expect(request({ path: { id: 'a/b' } }).path('id')).toBe('a/b');
    expect(request().query.size).toBe(0);
  });

  it('takes a UUIDv7 as idempotency key and refuses others', () => {
    expect(request().idempotencyKey).toBeUndefined();
    expect(request({ headers: { 'idempotency-key': key } }).idempotencyKey).toBe(key.toLowerCase());
    for (const bad of ['', 'again', key.replace('-7', '-4')])
      expect(() => request({ headers: { 'idempotency-key': bad } }).idempotencyKey).toThrow(expect.objectContaining({ status: 400 }));
  });
});

describe('the caller', () => {
  it('is the owner named by the configured claim, with the groups of the token', () => {
    expect(request().caller).toMatchObject({ owner: 'ann', groups: [] });
    expect(request({ claims: { tenant: 't1' } }, false, 'tenant').caller).toMatchObject({ owner: 't1', groups: [] });
    expect(request({ groups: ['editors', '[a b]'] }).caller).toMatchObject({ owner: 'ann', groups: ['editors', '[a b]'] });
  });

  it('has groups that the verified claims have too, of the one token that was sent', () => {
    const token = (groups: unknown) => tokenOf({ sub: 'ann', token_use: 'access', 'cognito:groups': groups });
    const groupsOf = (authorization: string) => request({ groups: ['readers'], headers: { authorization } }).caller.groups;
    const readers = token(['readers']);
    for (const taken of [`Bearer ${readers}`, `bearer ${readers}`, readers]) expect(groupsOf(taken)).toEqual(['readers']);
    const forged = token(['admins']);
    for (const refused of [
      `Bearer ${forged}`,
      `Bearer ${readers}, Bearer ${forged}`,
      `Bearer ${forged} ${readers}`,
      `Bearer ${readers} ${forged}`,
      `Bearer ${readers}.${forged}`,
      `Bearer ${readers.slice(0, -4)}`,
      `Bearer ${token('readers')}`,
      `Bearer ${token([['readers']])}`,
      `Bearer ${token(undefined)}`,
      '',
    ])
      expect(() => groupsOf(refused)).toThrow(expect.objectContaining({ code: 'unauthenticated' }));
  });

  it('has the claims of the token, of their own types', () => {
    const claims = { 'custom:tenant': 't1', teams: ['a', 'b'], level: 3 };
    const flattened = { ...claims, teams: '[a b]', level: '3' };
    const authorization = `Bearer ${tokenOf({ sub: 'ann', token_use: 'access', ...claims })}`;
    expect(request({ claims: flattened, headers: { authorization } }).caller.claims).toMatchObject(claims);
    // Of another token, though by some way it came with the call.
    for (const other of [{ 'custom:tenant': 't2' }, { sub: 'bob' }, { 'custom:tenant': undefined }]) {
      const headers = { authorization: `Bearer ${tokenOf({ sub: 'ann', token_use: 'access', ...claims, ...other })}` };
      expect(() => request({ claims: flattened, headers }).caller.claims).toThrow(expect.objectContaining({ code: 'unauthenticated' }));
    }
    expect(request({ claims }, true).caller.claims).toBeUndefined();
  });

  it('is a guest on a guest route, even with a token', () => {
    expect(request({ groups: ['editors'] }, true).caller).toEqual({ groups: [] });
  });

  test.each<[string, Sent]>([
    ['no token', { user: null }],
    ['an id token', { claims: { token_use: 'id' } }],
    ['a token without the claim', { claims: { sub: undefined } }],
    ['an empty claim', { claims: { sub: '' } }],
    ['a token that is none', { groups: ['editors'], headers: { authorization: 'Bearer x.y.z' } }],
  ])('is refused with %s', (_, sent) => {
    expect(() => request(sent).caller).toThrow(expect.objectContaining({ code: 'unauthenticated', status: 401 }));
  });
});
