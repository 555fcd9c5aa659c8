import { declareNamed, fieldType, members } from '../../../client/generator/field-types';
import type { Fields, FieldSpec } from '../../../lib/manifest';

const plain: FieldSpec = { type: 'object', typeName: 'Address', fields: { city: { type: 'string', required: true } } };
const withDefault: FieldSpec = {
  type: 'object',
  typeName: 'Range',
  fields: { from: { type: 'integer', defaultValue: 0, required: true } },
};

test.each<[FieldSpec, string]>([
  [{ type: 'time' }, 'string'],
  [{ type: 'email' }, 'string'],
  [{ type: 'ip' }, 'string'],
  [{ type: 'bytes' }, 'string'],
  [{ type: 'stringSet' }, 'string[]'],
  [{ type: 'list', items: { type: 'choice', choices: ['a', 'b'] } }, "('a' | 'b')[]"],
  [{ type: 'map', items: { type: 'integer' } }, '{ [name: string]: number }'],
  [{ type: 'map', items: { type: 'list', items: { type: 'date' } } }, '{ [name: string]: string[] }'],
  [{ type: 'list', items: plain }, 'Address[]'],
  [{ type: 'object', typeName: 'Promise', fields: {} }, 'PromiseValue'],
])('%j is %s', (field, type) => {
  expect(fieldType(field, 'item')).toBe(type);
});

test('an object with a name has one interface, and more only where defaults make a difference', () => {
  const declared: Fields[] = [{ home: plain, others: { type: 'list', items: plain } }, { range: { type: 'map', items: withDefault } }];
  expect([...declareNamed(declared)].map(([name, lines]) => [name, ...lines.filter((line) => line.includes(':'))])).toEqual([
    ['Address', '  city: string;'],
    ['Range', '  from: number;'],
    ['RangeWrite', '  from?: number;'],
    ['RangeChecked', '  from: number;'],
  ]);
  expect(members({ home: plain, range: withDefault }, 'write')).toEqual(['home?: Address;', 'range?: RangeWrite;']);
});

test('a default from the moment may be left out, and is said', () => {
  expect(members({ at: { type: 'datetime', required: true, defaultFrom: 'now' } }, 'write')).toEqual([
    '/** @default the time of the write */',
    'at?: string;',
  ]);
});
