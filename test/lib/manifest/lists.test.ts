import {
  FIELD_TYPES,
  FILE_PAGE,
  ITEM_PAGE,
  LIST_OPERATORS,
  listFields,
  type ModelSpec,
  operatorsOn,
  readLimit,
} from '../../../lib/manifest';

const rules = [{ allow: 'authenticated' as const }];
const fields: ModelSpec['fields'] = {
  title: { type: 'string' },
  done: { type: 'boolean' },
  stars: { type: 'integer' },
  tags: { type: 'list', items: { type: 'string' } },
  extra: { type: 'json' },
};

test('text knows every comparison, numbers ranges, booleans equality alone; what is no single value none at all', () => {
  const known = Object.fromEntries(FIELD_TYPES.map((type) => [type, operatorsOn(type)?.join(' ')]));
  const all = LIST_OPERATORS.join(' ');
  const text = { string: all, datetime: all, date: all, time: all, email: all, url: all, phone: all, ip: all, choice: all, id: all };
  const ranges = { integer: 'lt le gt ge', number: 'lt le gt ge' };
  const none = { json: undefined, bytes: undefined, stringSet: undefined, list: undefined, map: undefined, object: undefined };
  expect(known).toEqual({ ...text, ...ranges, boolean: '', ...none });
});

test('a list names the partition of an index, and its sort attributes with ranges', () => {
  const indexes = { best: { partition: ['done', 'title'], sort: ['stars', 'createdAt'] } };
  expect([...listFields({ fields, rules, indexes })].map(([name, operators]) => `${name}: ${operators.join(' ')}`)).toEqual([
    'done: ',
    'title: ',
    'stars: lt le gt ge',
    'createdAt: lt le gt ge beginsWith',
  ]);
});

test('a scan names all that holds one value; an owner only where items have one', () => {
  const scanned = { fields, rules, indexes: {}, allowScan: true };
  expect([...listFields(scanned).keys()]).toEqual(['title', 'done', 'stars', 'id', 'version', 'createdAt', 'updatedAt']);
  expect(listFields({ ...scanned, rules: [{ allow: 'owner' }] }).has('owner')).toBe(true);
  expect(listFields({ ...scanned, allowScan: false }).size).toBe(0);
});

test('a limit is a whole number within the page', () => {
  expect([undefined, '1', '100'].map((text) => readLimit(text, ITEM_PAGE))).toEqual([25, 1, 100]);
  expect([undefined, '1000'].map((text) => readLimit(text, FILE_PAGE))).toEqual([100, 1000]);
  for (const text of ['', '0', '-1', '1e1', '1.5', '101', '9'.repeat(400)]) expect(readLimit(text, ITEM_PAGE)).toBeUndefined();
});
