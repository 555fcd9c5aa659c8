import { formatOf } from '../../../cli/transfer/format';

test.each([
  ['a.jsonl', { name: 'jsonl', gzip: false }],
  ['a.b.NDJSON', { name: 'jsonl', gzip: false }],
  ['a.csv.gz', { name: 'csv', gzip: true }],
])('%s', (file, format) => {
  expect(formatOf(file)).toEqual(format);
});

test('what is chosen counts; a name that says nothing is asked about', () => {
  expect(formatOf('a.txt.gz', 'csv')).toEqual({ name: 'csv', gzip: true });
  expect(() => formatOf('a.txt')).toThrow('--format jsonl or csv');
  expect(() => formatOf('a.json')).toThrow('jq -c');
});
