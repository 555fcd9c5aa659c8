import * as fc from 'fast-check';
import { BACKEND_ID_PATTERN, devicesTableName, indexName, NAME_PATTERN, tableName, tablePrefix } from '../../../lib/manifest';

const backendId = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,8}$/);
const model = fc.stringMatching(/^[a-z][A-Za-z0-9]{0,8}$/);

test("a backend's prefix covers its own tables and none of another's", () => {
  fc.assert(
    fc.property(backendId, backendId, model, (one, other, name) => {
      expect(tableName(one, name).startsWith(tablePrefix(one))).toBe(true);
      expect(tableName(other, name).startsWith(tablePrefix(one))).toBe(one === other);
      expect(devicesTableName(other).startsWith(tablePrefix(one))).toBe(false);
    }),
  );
});

test('what is a backend id, and what a name', () => {
  expect(['shop', 'Shop-1'].every((id) => BACKEND_ID_PATTERN.test(id))).toBe(true);
  expect(['', '1shop', 'a.b', 'a_b', `a${'b'.repeat(128)}`].some((id) => BACKEND_ID_PATTERN.test(id))).toBe(false);
  expect(['notes', 'blogPosts2'].every((name) => NAME_PATTERN.test(name))).toBe(true);
  expect(['', 'Notes', '_a', '__proto__', 'a-b', 'a.b'].some((name) => NAME_PATTERN.test(name))).toBe(false);
});

test("an index's physical name changes with its attributes, and with nothing else", () => {
  const index = { partition: ['owner'], sort: ['createdAt'] };
  expect(indexName('newest', index)).toBe(indexName('newest', { ...index }));
  expect(indexName('newest', index)).toMatch(/^newest-[a-z0-9]{10}$/);
  expect(indexName('newest', { ...index, sort: ['updatedAt'] })).not.toBe(indexName('newest', index));
  expect(indexName('newest', { partition: ['owner', 'createdAt'], sort: [] })).not.toBe(indexName('newest', index));
});
