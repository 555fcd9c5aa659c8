import * as fc from 'fast-check';
import { readQuery } from '../../../../lambdas/data/engine/query';
import { compileModel } from '../../../../lambdas/shared/model/model';
import { accessOf } from '../../../../lambdas/shared/access';
import { AT, NOTES } from './support';
import type { Problem } from '../../../../lambdas/shared/problem';

const ann = accessOf({ owner: 'ann', groups: [] });
const notes = compileModel('notes', NOTES, 'shop.notes');
const scanned = compileModel('notes', { ...NOTES, allowScan: true }, 'shop.notes');
const read = (parameters: Record<string, string>, model = notes) => readQuery(model, ann, new Map(Object.entries(parameters)));
const equal = (field: string, value: unknown) => ({ field, operator: '=', values: [value] });

describe('readQuery', () => {
  it('finds the index whose partition the fields are', () => {
    expect(read({ owner: 'me', order: 'desc', limit: '100', cursor: 'x' })).toEqual({
      index: 'newest',
      conditions: [equal('owner', 'ann')],
      descending: true,
      limit: 100,
      cursor: 'x',
    });
    expect(read({ title: 'a', published: 'true' })).toEqual({
      index: 'shelf',
      conditions: [equal('published', true), equal('title', 'a')],
      descending: false,
      limit: 25,
      cursor: undefined,
    });
    expect(read({ index: 'newest', owner: 'bob' }).conditions).toEqual([equal('owner', 'bob')]);
  });

  test.each<[Record<string, string>, string, unknown[]]>([
    [{ 'createdAt.lt': '2026-01-02T04:04:05.006+01:00' }, '<', [AT]],
    [{ 'createdAt.le': AT }, '<=', [AT]],
    [{ 'createdAt.gt': AT }, '>', [AT]],
    [{ 'createdAt.ge': AT }, '>=', [AT]],
    [{ createdAt: AT }, '=', [AT]],
    [{ 'createdAt.beginsWith': '2026-01' }, 'beginsWith', ['2026-01']],
    [{ 'createdAt.le': AT, 'createdAt.ge': '2025-01-01T00:00:00Z' }, 'between', ['2025-01-01T00:00:00.000Z', AT]],
  ])('reads %j on the sort key', (condition, operator, values) => {
    expect(read({ owner: 'ann', ...condition }).conditions[1]).toEqual({ field: 'createdAt', operator, values });
  });

  it('takes sort keys from the left, the last of them with a range', () => {
    const partition = { published: 'false', title: 'a' };
    expect(read({ ...partition, rank: '3', 'text.beginsWith': 'b' }).conditions).toHaveLength(4);
    expect(read({ ...partition, 'rank.ge': '3' }).conditions).toHaveLength(3);
    for (const bad of [{ text: 'b' }, { 'rank.ge': '3', text: 'b' }] as Record<string, string>[])
      expect(() => read({ ...partition, ...bad })).toThrow(expect.objectContaining({ code: 'invalid-request' }));
  });

  test.each<[Record<string, string>, string]>([
    [{ limit: '0' }, 'limit'],
    [{ limit: '101' }, 'limit'],
    [{ limit: '1e1' }, 'limit'],
    [{ order: 'up' }, 'order'],
    [{ index: 'newst', owner: 'me' }, 'index'],
    [{ index: 'constructor', owner: 'me' }, 'index'],
    [{ index: 'newest' }, 'index'],
    [{ index: 'newest', owner: 'me', title: 'a' }, 'index'],
    [{ constructor: 'a' }, 'constructor'],
    [{ ownr: 'me' }, 'ownr'],
    [{ _writes: 'x' }, '_writes'],
    [{ owner: 'me', 'createdAt.like': 'a' }, 'createdAt.like'],
    [{ owner: 'me', 'createdAt.constructor': 'a' }, 'createdAt.constructor'],
    [{ owner: 'me', createdAt: 'yesterday' }, 'createdAt'],
    [{ owner: 'me', 'createdAt.lt': AT, 'createdAt.gt': AT }, 'createdAt.gt'],
    [{ owner: 'me', createdAt: AT, 'createdAt.gt': AT }, 'createdAt.gt'],
    [{ owner: 'me', 'createdAt.ge': AT, 'createdAt.le': '2025-01-01T00:00:00Z' }, 'createdAt.le'],
    [{ owner: 'me', 'createdAt.le': '2025-01-01T00:00:00Z', 'createdAt.ge': AT }, 'createdAt.ge'],
    [{ published: 'true', title: 'a', 'rank.ge': '10', 'rank.le': '9' }, 'rank.le'],
    [{ owner: '' }, 'owner'],
    [{ owner: 'x'.repeat(2049) }, 'owner'],
    [{ owner: 'me', 'createdAt.beginsWith': '' }, 'createdAt'],
    [{ published: 'yes', title: 'a' }, 'published'],
    [{ 'published.gt': 'true', title: 'a' }, 'published.gt'],
    [{ published: 'true', title: 'a', rank: 'NaN' }, 'rank'],
    [{ published: 'true', title: 'a', rank: '1e999' }, 'rank'],
    [{ published: 'true', title: 'a', 'rank.beginsWith': '1' }, 'rank.beginsWith'],
    [{ published: 'true', title: 'a', rank: '1', text: 'x'.repeat(1025) }, 'text'],
    [{ tags: 'a' }, 'tags'],
    [{ extra: '{}' }, 'extra'],
  ])('refuses %j', (parameters, name) => {
    const errors = [expect.objectContaining({ pointer: `?${name}` })];
    expect(() => read(parameters)).toThrow(expect.objectContaining({ code: 'invalid-request', details: { errors } }));
  });

  it('has both ends of a range in the order of DynamoDB, or refuses them', () => {
    const ends = (ge: string, le: string, field: 'rank' | 'text') => {
      const before: Record<string, string> = { published: 'true', title: 'a', ...(field === 'text' && { rank: '1' }) };
      try {
        return read({ ...before, [`${field}.ge`]: ge, [`${field}.le`]: le }).conditions.at(-1);
      } catch (error) {
        const { code, details } = error as Problem;
        return code === 'invalid-request' && details.errors?.[0]?.pointer === `?${field}.le` ? 'refused' : error;
      }
    };
    const between = (field: string, values: unknown[]) => ({ field, operator: 'between', values });
    const number = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -20, max: 20 }));
    fc.assert(
      fc.property(number, number, (ge, le) => {
        expect(ends(String(ge), String(le), 'rank')).toEqual(ge <= le ? between('rank', [ge, le]) : 'refused');
      }),
    );
    // The order of UTF-8 is that of code points; JavaScript's own, of UTF-16, has U+FFFF after U+10000.
    const text = fc.string({
      unit: fc.oneof(fc.constantFrom('a', '\uffff', '\u{10000}'), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })),
      minLength: 1,
      maxLength: 4,
    });
    const codes = (each: string) => [...each].map((character) => String(character.codePointAt(0)).padStart(7, '0')).join('');
    fc.assert(
      fc.property(text, text, (ge, le) => {
        expect(ends(ge, le, 'text')).toEqual(codes(ge) <= codes(le) ? between('text', [ge, le]) : 'refused');
      }),
    );
  });

  it('names every fault at once', () => {
    expect(() => read({ limit: 'a', order: 'b', ownr: 'c' })).toThrow(
      expect.objectContaining({
        details: {
          errors: [expect.anything(), expect.anything(), { pointer: '?ownr', detail: expect.stringContaining('did you mean "owner"') }],
        },
      }),
    );
  });

  it('names the line that would serve', () => {
    const details = [
      [{}, 'A list of notes needs an index. It has newest (owner, and if wanted createdAt)'],
      [{ rank: '1', title: 'a' }, "indexes: { by: { partition: ['rank'], sort: ['title'] } }, or allowScan: true"],
    ] as const;
    for (const [parameters, detail] of details)
      expect(() => read(parameters)).toThrow(expect.objectContaining({ code: 'invalid-request', detail: expect.stringContaining(detail) }));
  });

  it('scans only where the model allows it, without an order', () => {
    expect(read({}, scanned)).toMatchObject({ index: undefined, conditions: [] });
    expect(read({ rank: '1' }, scanned)).toMatchObject({ index: undefined, conditions: [equal('rank', 1)] });
    expect(read({ owner: 'me' }, scanned).index).toBe('newest');
    expect(() => read({ order: 'asc' }, scanned)).toThrow(expect.objectContaining({ code: 'invalid-request' }));
  });

  it('knows no owner of a guest', () => {
    expect(() => readQuery(notes, accessOf({ groups: [] }), new Map([['owner', 'me']]))).toThrow(
      expect.objectContaining({ code: 'unauthenticated' }),
    );
  });
});
