import * as fc from 'fast-check';
import { applyUpdate, type FieldOperation, type FieldSpec, roomFor } from '../../../../lib/manifest';

test.each<[FieldSpec, FieldOperation, unknown]>([
  [
    { type: 'integer', min: 0, max: 10 },
    { field: 'it', op: 'increment', value: 3 },
    { of: 'value', least: -3, most: 7, absent: true },
  ],
  [
    { type: 'integer', min: 1 },
    { field: 'it', op: 'increment', value: 0 },
    { of: 'value', least: 1, most: Number.MAX_SAFE_INTEGER, absent: false },
  ],
  [
    { type: 'list', maxItems: 5 },
    { field: 'it', op: 'append', value: ['a', 'b'] },
    { of: 'size', most: 3, absent: true },
  ],
  [
    { type: 'list', minItems: 2 },
    { field: 'it', op: 'append', value: ['a'] },
    { of: 'size', absent: false },
  ],
  [{ type: 'list' }, { field: 'it', op: 'append', value: ['a'] }, undefined],
  [
    { type: 'stringSet', maxItems: 1 },
    { field: 'it', op: 'addToSet', value: ['a', 'b'] },
    { of: 'size', most: -1, absent: false },
  ],
  [{ type: 'stringSet' }, { field: 'it', op: 'removeFromSet', value: ['a'] }, undefined],
  [
    { type: 'stringSet', required: true },
    { field: 'it', op: 'removeFromSet', value: ['a'] },
    { of: 'size', least: 2, absent: false },
  ],
  [
    { type: 'stringSet', minItems: 2 },
    { field: 'it', op: 'removeFromSet', value: ['a'] },
    { of: 'size', least: 3, absent: true },
  ],
  [{ type: 'list' }, { field: 'it', op: 'remove', value: ['a'] }, 'unknown'],
  [{ type: 'string' }, { field: 'it', op: 'setIfAbsent', value: 'a' }, undefined],
])('of %j, for %j: %j', (field, operation, expected) => {
  expect(roomFor(field, operation)).toEqual(expected);
});

const letters = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 3 });
const bounds = {
  minItems: fc.option(fc.nat(2), { nil: undefined }),
  maxItems: fc.option(fc.integer({ min: 2, max: 4 }), { nil: undefined }),
};
const cases = fc.oneof(
  fc.record({
    field: fc.record({ type: fc.constant('integer' as const), min: fc.integer({ min: -3, max: 0 }), max: fc.nat(3) }),
    operation: fc.record({ op: fc.constant('increment' as const), value: fc.integer({ min: -5, max: 5 }) }),
    before: fc.option(fc.integer({ min: -3, max: 3 }), { nil: undefined }),
  }),
  fc.record({
    field: fc.record({ type: fc.constant('list' as const), ...bounds }),
    operation: fc.record({ op: fc.constant('append' as const), value: letters }),
    before: fc.option(letters, { nil: undefined }),
  }),
  fc.record({
    field: fc.record({ type: fc.constant('stringSet' as const), ...bounds, required: fc.boolean() }),
    operation: fc.record({ op: fc.constantFrom('addToSet' as const, 'removeFromSet' as const), value: letters }),
    before: fc.option(letters, { nil: undefined }),
  }),
);

test('where there is room, what an operation makes keeps to the limits; where its outcome is certain there is room', () => {
  fc.assert(
    fc.property(cases, ({ field, operation, before }) => {
      const fields = { it: field as FieldSpec };
      const isWithin = (value: unknown) => roomIn(field as FieldSpec, value);
      fc.pre(before === undefined ? !(field as FieldSpec).required : isWithin(before));
      const room = roomFor(field as FieldSpec, { field: 'it', ...operation } as FieldOperation);
      const { value, errors } = applyUpdate(
        fields,
        { it: before },
        { patch: {}, operations: [{ field: 'it', ...operation } as FieldOperation] },
      );
      const admitted = room === undefined || (room !== 'unknown' && isIn(room, before));
      const isCertain = operation.op === 'increment' || operation.op === 'append';
      expect({ admitted, errors: errors.length > 0 }).not.toEqual({ admitted: true, errors: true });
      expect({ isCertain, admitted, errors: errors.length }).not.toEqual({ isCertain: true, admitted: false, errors: 0 });
      expect(errors.length > 0 || value.it === undefined || isWithin(value.it)).toBe(true);
    }),
    { numRuns: 5000 },
  );
});

function isIn(room: { of: string; least?: number; most?: number; absent: boolean }, before: unknown): boolean {
  const measure = room.of === 'size' ? (before as unknown[] | undefined)?.length : (before as number | undefined);
  return measure === undefined ? room.absent : measure >= (room.least ?? measure) && measure <= (room.most ?? measure);
}

function roomIn({ min, max, minItems, maxItems }: FieldSpec, value: unknown): boolean {
  const size = Array.isArray(value) ? value.length : 0;
  return Array.isArray(value)
    ? size >= (minItems ?? 0) && size <= (maxItems ?? size)
    : (value as number) >= (min as number) && (value as number) <= (max as number);
}
