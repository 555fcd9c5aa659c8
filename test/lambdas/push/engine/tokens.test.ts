import { deviceId, normalizeToken, tokenFault } from '../../../../lambdas/push/engine/tokens';

describe('tokenFault', () => {
  it.each([
    ['apns', 'a1'.repeat(32)],
    ['apnsSandbox', 'a1'.repeat(80)],
    ['fcm', `cX3:APA91b${'Z_-9'.repeat(40)}`],
  ] as const)('takes for %s %s', (platform, token) => expect(tokenFault(platform, token)).toBeUndefined());

  it.each([
    ['apns', ''],
    ['apns', 'a1'.repeat(31)],
    ['apns', 'a1'.repeat(201)],
    ['apns', `${'a1'.repeat(32)}a`],
    ['apns', 'g1'.repeat(32)],
    ['apns', '<a1b2 c3d4>'.repeat(8)],
    ['fcm', 'short'],
    ['fcm', 'x'.repeat(4097)],
    ['fcm', `${'x'.repeat(140)}\n`],
    ['fcm', `${'x'.repeat(140)}&Action=Publish`],
  ] as const)('refuses for %s %j', (platform, token) => expect(tokenFault(platform, token)).toMatch(/^must be a/));
});

test('a device has one id, however its token is spelt, and another on another platform', () => {
  const token = 'AB'.repeat(32);
  expect(normalizeToken('apns', token)).toBe(normalizeToken('apns', token.toLowerCase()));
  expect(normalizeToken('fcm', token)).toBe(token);
  expect(deviceId('apns', 'x')).toMatch(/^[\w-]{32}$/);
  expect(deviceId('apns', 'x')).not.toBe(deviceId('apnsSandbox', 'x'));
});
