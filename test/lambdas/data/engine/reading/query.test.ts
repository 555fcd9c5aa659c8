import * as fc from 'fast-check';
import { questionInJson, questionInText } from '../../../../../lambdas/data/engine/reading/question';
import { readQuery } from '../../../../../lambdas/data/engine/reading/query';
import { viewOf } from '../../../../../lambdas/data/engine/reading/view';
import { accessOf, adminAccess } from '../../../../../lambdas/shared/access';
import { compileModel } from '../../../../../lambdas/shared/model/model';
import type { Problem } from '../../../../../lambdas/shared/problem';
import { AT, NOTES } from '../support';

const ann = accessOf({ owner: 'ann', groups: [] });
const notes = compileModel('notes', NOTES, 'shop.notes');
const scanned = compileModel('notes', { ...NOTES, allowScan: true }, 'shop.notes');
const read = (parameters: Record<string, string>, model = notes, access = ann) =>
  readQuery(viewOf(model, access), questionInText(new Map(Object.entries(parameters))));
const ask = (body: unknown, model = notes, access = ann) => readQuery(viewOf(model, access), questionInJson(body));
const equal = (field: string, value: unknown) => ({ op: 'eq', path: [field], value });
const ALWAYS = { op: 'always' };

describe('readQuery', () => {
  it('finds the index whose partition the fields are', () => {
    expect(read({ owner: 'me', order: 'desc', limit: '100', cursor: 'x' })).toEqual({
      index: 'newest',
      conditions: [equal('owner', 'ann')],
      filter: ALWAYS,
      descending: true,
      limit: 100,
      cursor: 'x',
    });
    expect(read({ title: 'a', published: 'true' })).toEqual({
      index: 'shelf',
      conditions: [equal('published', true), equal('title', 'a')],
      filter: ALWAYS,
      descending: false,
      limit: 25,
      cursor: undefined,
    });
    expect(read({ index: 'newest', owner: 'bob' }).conditions).toEqual([equal('owner', 'bob')]);
  });

  it('prefers an index that has all items to one that lacks those without a sort key', () => {
    const indexes = { byDue: { partition: ['owner'], sort: ['text'] }, byTitle: { partition: ['owner'], sort: ['title'] } };
    const model = compileModel('notes', { ...NOTES, indexes }, 'shop.notes');
    expect(read({ owner: 'me' }, model).index).toBe('byTitle');
    expect(read({ owner: 'me', text: 'a' }, model).index).toBe('byDue');
    expect(read({ owner: 'me', index: 'byDue' }, model).index).toBe('byDue');
  });

  const since = (op: string, value: unknown) => ({ op, path: ['createdAt'], value });
  const between = { op: 'between', path: ['createdAt'], from: '2025-01-01T00:00:00.000Z', to: AT };
  test.each<[object, object]>([
    [{ 'createdAt.lt': '2026-01-02T04:04:05.006+01:00' }, since('lt', AT)],
    [{ 'createdAt.le': AT }, since('le', AT)],
    [{ 'createdAt.gt': AT }, since('gt', AT)],
    [{ 'createdAt.ge': AT }, since('ge', AT)],
    [{ createdAt: AT }, since('eq', AT)],
    [{ 'createdAt.eq': AT }, since('eq', AT)],
    [{ 'createdAt.beginsWith': '2026-01' }, since('beginsWith', '2026-01')],
    [{ 'createdAt.le': AT, 'createdAt.ge': '2025-01-01T00:00:00Z' }, between],
  ])('reads %j on the sort key', (condition, expected) => {
    expect(read({ owner: 'ann', ...condition }).conditions[1]).toEqual(expected);
  });

  test.each<[unknown, object]>([
    [{ lt: '2026-01-02T04:04:05.006+01:00' }, since('lt', AT)],
    [AT, since('eq', AT)],
    [{ beginsWith: '2026-01' }, since('beginsWith', '2026-01')],
    [{ le: AT, ge: '2025-01-01T00:00:00Z' }, between],
    [{ between: ['2025-01-01T00:00:00Z', AT] }, between],
  ])('reads %j of a body on the sort key', (createdAt, expected) => {
    expect(ask({ owner: 'ann', createdAt }).conditions[1]).toEqual(expected);
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
    [{ owner: 'me', 'createdAt.beginsWith': '' }, 'createdAt.beginsWith'],
    [{ owner: 'me', 'createdAt.contains': 'a' }, 'createdAt'],
    [{ filter: '{', owner: 'me' }, 'filter'],
    [{ owner: 'me', filter: '{"ttle":1}' }, 'filter/ttle'],
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
    const between = (field: string, [from, to]: unknown[]) => ({ op: 'between', path: [field], from, to });
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
      [{ rank: '1', title: 'a' }, "indexes: { byRank: { partition: ['rank'], sort: ['title'] } }, or allowScan: true"],
    ] as const;
    for (const [parameters, detail] of details)
      expect(() => read(parameters)).toThrow(expect.objectContaining({ code: 'invalid-request', detail: expect.stringContaining(detail) }));
  });

  it('scans only where the model allows it, without an order', () => {
    expect(read({}, scanned)).not.toHaveProperty('index');
    expect(read({}, scanned)).toMatchObject({ conditions: [] });
    expect(read({ rank: '1' }, scanned)).toMatchObject({ conditions: [equal('rank', 1)] });
    expect(read({ owner: 'me' }, scanned).index).toBe('newest');
    expect(() => read({ order: 'asc' }, scanned)).toThrow(expect.objectContaining({ code: 'invalid-request' }));
  });

  it('knows no owner of a guest', () => {
    expect(() => read({ owner: 'me' }, notes, accessOf({ groups: [] }))).toThrow(expect.objectContaining({ code: 'unauthenticated' }));
  });

  it('reads a filter beside the keys, in a query string as in a body', () => {
    const filter = { title: { contains: 'x' }, rank: { ge: 3 } };
    const expected = {
      op: 'and',
      of: [
        { op: 'contains', path: ['title'], value: 'x' },
        { op: 'ge', path: ['rank'], value: 3 },
      ],
    };
    expect(read({ owner: 'me', filter: JSON.stringify(filter) }).filter).toEqual(expected);
    expect(ask({ owner: 'me', filter })).toEqual(read({ owner: 'me', filter: JSON.stringify(filter) }));
  });

  test.each<[unknown, string]>([
    [{ owner: 'me', limit: 0 }, '/limit'],
    [{ owner: 'me', limit: {} }, '/limit'],
    [{ owner: 'me', cursor: 1 }, '/cursor'],
    [{ owner: 'me', order: ['asc'] }, '/order'],
    [{ owner: 'me', index: {} }, '/index'],
    [{ owner: ['me'] }, '/owner'],
    [{ owner: 'me', createdAt: { like: 1 } }, '/createdAt/like'],
    [{ owner: 'me', filter: [] }, '/filter'],
    [{ owner: 'me', filter: { tags: { contains: 1 } } }, '/filter/tags/contains'],
    [{ __proto__: null, constructor: 1 }, '/constructor'],
  ])('refuses the body %j', (body, pointer) => {
    const errors = [expect.objectContaining({ pointer })];
    expect(() => ask(body)).toThrow(expect.objectContaining({ code: 'invalid-request', details: { errors } }));
  });

  test.each([null, [], 'text', 1])('refuses the body %j', (body) => {
    expect(() => ask(body)).toThrow(expect.objectContaining({ code: 'invalid-request' }));
  });

  it('takes what is null for what is not said', () => {
    expect(ask({ owner: 'me', cursor: null, filter: null, title: null })).toEqual(read({ owner: 'me' }));
  });
});

describe('fields that a caller does not see', () => {
  const model = compileModel(
    'notes',
    {
      ...NOTES,
      fields: {
        ...NOTES.fields,
        secret: { type: 'string', hidden: true },
        pay: { type: 'number', rules: [{ allow: 'group', group: 'editors' }] },
      },
      indexes: { ...NOTES.indexes, paid: { partition: ['owner'], sort: ['pay'] } },
      allowScan: true,
    },
    'shop.notes',
  );
  const editor = accessOf({ owner: 'ed', groups: ['editors'] });

  it.each(['secret', 'pay'])('are unknown to questions: %s', (field) => {
    const unknown = expect.objectContaining({
      code: 'invalid-request',
      details: { errors: [expect.objectContaining({ pointer: `/${field}` })] },
    });
    expect(() => ask({ [field]: 1 }, model)).toThrow(unknown);
    const inFilter = { errors: [expect.objectContaining({ pointer: `/filter/${field}` })] };
    expect(() => ask({ owner: 'me', filter: { [field]: 1 } }, model)).toThrow(expect.objectContaining({ details: inFilter }));
  });

  it('make indexes that are not there for him, and are for whom rules let see them', () => {
    expect(() => ask({ index: 'paid', owner: 'me' }, model)).toThrow(expect.objectContaining({ code: 'invalid-request' }));
    expect(ask({ owner: 'me', pay: { gt: 1 } }, model, editor).index).toBe('paid');
  });

  it('the server side asks for all of them', () => {
    expect(ask({ secret: 'x', pay: 1 }, model, adminAccess()).conditions).toEqual([equal('secret', 'x'), equal('pay', 1)]);
  });
});
