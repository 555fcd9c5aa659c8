import { normaliseIp } from '../../../../lib/manifest/values/ip';
import * as fc from 'fast-check';
import { isIP } from 'node:net';

// The examples of RFC 5952, sections 1 to 5.
test.each([
  ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['2001:0db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['2001:db8::0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['2001:db8:aaaa:bbbb:cccc:dddd:eeee:0001', '2001:db8:aaaa:bbbb:cccc:dddd:eeee:1'],
  ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
  ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
  ['2001:db8:0:0:0:0:2:1', '2001:db8::2:1'],
  ['2001:DB8::1', '2001:db8::1'],
  ['0:0:0:0:0:0:0:0', '::'],
  ['::1', '::1'],
  ['1::', '1::'],
  ['::ffff:c000:201', '::ffff:192.0.2.1'],
  ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
  ['1:2:3:4:5:6:192.0.2.1', '1:2:3:4:5:6:c000:201'],
])('%s is %s', (given, expected) => {
  expect(normaliseIp(given)).toBe(expected);
});

test.each(['', ':', ':::', '1::2::3', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '1:2:3:4:5:6:7::8', '12345::', 'g::', 'fe80::1%eth0', '[::1]'])(
  '%j is no address',
  (text) => {
    expect(normaliseIp(text)).toBeUndefined();
  },
);

test.each(['1.2.3.4::', '::1.2.3.4:5', '1.2.3', '1.2.3.4.5', '1..2.3', '::1.2.3'])(
  '%j has its IPv4 in the wrong place or shape',
  (text) => {
    expect(normaliseIp(text)).toBeUndefined();
  },
);

test('admits what Node takes for an address, and one form stays as it is', () => {
  const part = fc.constantFrom(':', '::', '0', 'a', 'ffff', '1.2.3.4', '255', '.', '00ab', '10000');
  const text = fc.oneof(
    fc.ipV4(),
    fc.ipV6(),
    fc.array(part, { maxLength: 12 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(text, (given) => {
      const normal = normaliseIp(given);
      expect(normal !== undefined).toBe(isIP(given) !== 0);
      expect(normal === undefined ? undefined : normaliseIp(normal)).toBe(normal);
    }),
    { numRuns: 2000 },
  );
});
