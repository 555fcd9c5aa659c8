import { elementsOf, textOf } from '../../../../lambdas/shared/aws/xml.js';

const xml =
  '<?xml version="1.0"?>\n<List><Item><Key>a&amp;b</Key></Item><Item>\n<Key>&lt;&#233;&#xE9;&unknown;</Key></Item><KeyCount>2</KeyCount></List>';

test('elements are found by their whole name', () => {
  expect(elementsOf(xml, 'Item')).toHaveLength(2);
  expect(elementsOf(xml, 'Ite')).toEqual([]);
  expect(textOf(xml, 'KeyCount')).toBe('2');
});

test('text is read without its entities, and what is no entity of XML stays', () => {
  expect(elementsOf(xml, 'Item').map((item) => textOf(item, 'Key'))).toEqual(['a&b', '<éé&unknown;']);
  expect(textOf(xml, 'Name')).toBeUndefined();
});
