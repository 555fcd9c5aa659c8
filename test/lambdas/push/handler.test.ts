import * as fc from 'fast-check';
import { guestRoute, ROUTES } from '../../../lib/manifest';
import { APNS_TOKEN, FCM_TOKEN, setUp } from './support';

const { register, unregister, subscribe, unsubscribe } = ROUTES.push;

async function registered() {
  const push = setUp();
  const { body } = await push.call(register, { body: { platform: 'fcm', token: FCM_TOKEN } });
  return { ...push, device: body.id as string };
}

test('a device is registered, subscribed, unsubscribed and unregistered, each twice', async () => {
  const { call, subscriptions, endpoints } = setUp();
  const answer = await call(register, { body: { platform: 'apns', token: APNS_TOKEN } });
  expect(answer).toMatchObject({ status: 201, body: { platform: 'apns' }, headers: { location: `/push/devices/${answer.body.id}` } });
  const path = { device: answer.body.id, topic: 'news' };
  for (const route of [subscribe, subscribe]) expect((await call(route, { path })).status).toBe(204);
  expect(subscriptions.size).toBe(1);
  for (const route of [unsubscribe, unsubscribe]) expect((await call(route, { path })).status).toBe(204);
  expect(subscriptions.size).toBe(0);
  for (const route of [unregister, unregister]) expect((await call(route, { path })).status).toBe(204);
  expect(endpoints.size).toBe(0);
});

describe('a topic', () => {
  it.each([
    ['news', 'ann', [], 204],
    ['staff', 'ann', [], 403],
    ['staff', 'ann', ['editors'], 204],
    ['missing', 'ann', [], 404],
    ['constructor', 'ann', [], 404],
    ['news', 'bob', [], 404],
  ])('%s, %s in %j: %i', async (topic, user, groups, status) => {
    const { call, device, subscriptions } = await registered();
    expect((await call(subscribe, { user, groups, path: { device, topic } })).status).toBe(status);
    expect(subscriptions.size).toBe(status === 204 ? 1 : 0);
  });

  it("is not left for another by naming the other's device", async () => {
    const { call, device, subscriptions } = await registered();
    await call(subscribe, { path: { device, topic: 'news' } });
    expect((await call(unsubscribe, { user: 'bob', path: { device, topic: 'news' } })).status).toBe(204);
    expect(subscriptions.size).toBe(1);
  });

  it('that went to another device meanwhile is not subscribed to', async () => {
    const { call, device, subscriptions, hooks, items } = await registered();
    hooks.beforeWrite = () => items.clear();
    expect((await call(subscribe, { path: { device, topic: 'news' } })).status).toBe(404);
    expect(subscriptions.size).toBe(0);
  });
});

test('guests have no devices', async () => {
  const { call } = setUp();
  expect((await call(guestRoute(register), { body: { platform: 'fcm', token: FCM_TOKEN } })).status).toBe(401);
});

test('no request makes a 500', async () => {
  const { call } = await registered();
  const text = fc.oneof(fc.constantFrom('news', 'staff', '__proto__', 'holder', 'x'.repeat(32)), fc.string({ unit: 'binary' }));
  const token = fc.oneof(fc.constantFrom(FCM_TOKEN, APNS_TOKEN), fc.jsonValue());
  const device = fc.record(
    { platform: fc.oneof(fc.constantFrom('apns', 'fcm', 'apnsSandbox'), fc.jsonValue()), token },
    { requiredKeys: [] },
  );
  const body = fc.oneof(
    fc.json(),
    fc.string(),
    device.map((value) => JSON.stringify(value)),
  );
  const routes = Object.values(ROUTES.push).flatMap((route) => [route, guestRoute(route)]);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...routes), fc.record({ device: text, topic: text }), body, async (route, path, sent) => {
      expect((await call(route, { path, body: sent })).status).toBeLessThan(500);
    }),
    { numRuns: 1500 },
  );
});
