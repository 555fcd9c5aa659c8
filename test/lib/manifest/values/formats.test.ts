import { checkValues, type FieldType } from '../../../../lib/manifest';

const normal = (type: FieldType, value: unknown) => {
  const { value: checked, errors } = checkValues({ it: { type } }, { it: value });
  return errors.length > 0 ? errors : checked.it;
};

test.each<[FieldType, string, string]>([
  ['time', '08:30', '08:30:00'],
  ['time', '08:30:15', '08:30:15'],
  ['time', '08:30:15.000', '08:30:15'],
  ['time', '08:30:15.5', '08:30:15.500'],
  ['time', '23:59:59.1239', '23:59:59.123'],
  ['email', 'Ada.L+x@Example.COM', 'Ada.L+x@example.com'],
  ['email', 'root@localhost', 'root@localhost'],
  ['url', 'HTTPS://Example.COM', 'https://example.com/'],
  ['url', 'http://example.com:80/a/../b?q=ä#x', 'http://example.com/b?q=%C3%A4#x'],
  ['url', 'https://bücher.example/', 'https://xn--bcher-kva.example/'],
  ['phone', '+4930123456', '+4930123456'],
  ['ip', '192.0.2.1', '192.0.2.1'],
  ['ip', '2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
  ['bytes', '', ''],
  ['bytes', 'aGk=', 'aGk='],
])('%s %j is %j', (type, given, expected) => {
  expect(normal(type, given)).toBe(expected);
  expect(normal(type, expected)).toBe(expected);
});

test.each<[FieldType, unknown]>([
  ['time', '24:00'],
  ['time', '8:30'],
  ['time', '08:30:60'],
  ['time', '08:30Z'],
  ['time', '08:30:15.'],
  ['email', 'ada'],
  ['email', 'ada@'],
  ['email', '@example.com'],
  ['email', 'ada@-example.com'],
  ['email', 'ada@example..com'],
  ['email', 'ada lovelace@example.com'],
  ['email', '"ada"@example.com'],
  ['email', `${'a'.repeat(250)}@a.com`],
  ['url', 'example.com'],
  ['url', '/a'],
  ['url', 'ftp://example.com'],
  ['url', 'javascript:alert(1)'],
  ['url', 'https://'],
  ['url', ' https://example.com'],
  ['url', 'https://exa mple.com'],
  ['url', 'https://example.com/\n'],
  ['url', 'https:example.com'],
  ['url', `https://example.com/${'a'.repeat(2048)}`],
  ['phone', '+0123'],
  ['phone', '030123456'],
  ['phone', '+49 30 123456'],
  ['phone', '+1234567890123456'],
  ['ip', '192.0.2.256'],
  ['ip', '192.0.2.01'],
  ['ip', '192.0.2.1/24'],
  ['bytes', 'aGk'],
  ['bytes', 'aGl='],
  ['bytes', 'aG k='],
  ['bytes', 'a-_='],
  ['bytes', '===='],
  ['time', 830],
  ['email', ['ada@example.com']],
])('%s refuses %j', (type, given) => {
  expect(normal(type, given)).toEqual([{ pointer: '/it', detail: expect.stringMatching(/^must be /) }]);
});

test('times of day are in the order of text', () => {
  const times = ['08:30', '08:30:00.001', '08:30:00.01', '08:30:01', '08:31'].map((time) => normal('time', time));
  expect([...times].sort()).toEqual(times);
});
