import { MAX_DEVICES } from '../../../../lambdas/push/engine/register';
import { ann, APNS_TOKEN, bob, editor, FCM_TOKEN, guest, setUp } from '../support';

const device = { platform: 'fcm', token: FCM_TOKEN };
const owners = (items: Map<string, unknown>) =>
  [...items.keys()].map((key) => JSON.parse(key)[0].S).filter((owner) => !owner.startsWith('#'));

describe('register', () => {
  it('makes an endpoint, and once only', async () => {
    const { engine, endpoints, items } = setUp();
    const first = await engine.register(ann, device);
    expect(await engine.register(ann, device)).toEqual(first);
    expect(first).toEqual({ id: expect.stringMatching(/^[\w-]{32}$/), platform: 'fcm' });
    expect([...endpoints.values()]).toEqual([{ application: expect.stringContaining('app/GCM'), token: FCM_TOKEN, enabled: true }]);
    expect(owners(items)).toEqual(['ann']);
    expect(JSON.stringify([...items.values()])).not.toContain(FCM_TOKEN);
  });

  it('knows an APNs token in either case', async () => {
    const { engine, endpoints } = setUp();
    const first = await engine.register(ann, { platform: 'apns', token: APNS_TOKEN.toUpperCase() });
    expect(await engine.register(ann, { platform: 'apns', token: APNS_TOKEN })).toEqual(first);
    expect(endpoints.size).toBe(1);
  });

  it('enables an endpoint that SNS had disabled', async () => {
    const { engine, endpoints } = setUp();
    await engine.register(ann, device);
    for (const endpoint of endpoints.values()) endpoint.enabled = false;
    await engine.register(ann, device);
    expect([...endpoints.values()]).toEqual([expect.objectContaining({ enabled: true })]);
  });

  it('replaces an endpoint that is no device’s, also one with other attributes', async () => {
    const { engine, endpoints, items } = setUp();
    endpoints.set('arn:aws:sns:eu-west-1:1:endpoint/GCM/shop/old', {
      application: 'arn:aws:sns:eu-west-1:123456789012:app/GCM/shop',
      token: FCM_TOKEN,
      enabled: false,
      userData: 'made elsewhere',
    });
    await engine.register(ann, device);
    expect([...endpoints.values()]).toEqual([expect.objectContaining({ token: FCM_TOKEN, enabled: true })]);
    expect(JSON.stringify([...items.values()])).toContain([...endpoints.keys()][0]);
    expect(endpoints.has('arn:aws:sns:eu-west-1:1:endpoint/GCM/shop/old')).toBe(false);
  });

  it('keeps the endpoint of a device that it knows, also where others have set its attributes', async () => {
    const { engine, endpoints, subscriptions } = setUp();
    const { id } = await engine.register(ann, device);
    await engine.subscribe(ann, id, 'news');
    const [[arn, endpoint] = ['', undefined]] = endpoints.entries();
    if (endpoint) endpoint.userData = 'set elsewhere';
    await engine.register(ann, device);
    expect([[...endpoints.keys()], subscriptions.size]).toEqual([[arn], 1]);
  });

  it.each([ann, bob])('brings nothing back that a forgotten device was subscribed to', async (next) => {
    const { engine, endpoints, subscriptions } = setUp();
    const { id } = await engine.register(ann, device);
    await engine.subscribe(ann, id, 'news');
    for (const endpoint of endpoints.values()) endpoint.enabled = false;
    expect(await engine.toUser('ann', { body: 'x' })).toMatchObject({ removed: 1 });
    await engine.register(next, device);
    expect(await engine.toUser(next.owner as string, { body: 'x' })).toMatchObject({ accepted: 1 });
    // SNS keeps a subscription whose endpoint is gone; it reaches nobody.
    expect([...subscriptions.values()].filter(({ endpoint }) => endpoints.has(endpoint))).toEqual([]);
  });

  it('moves a device to the one who is signed in on it now, without what the former had subscribed to', async () => {
    const { engine, items, subscriptions, published } = setUp();
    const { id } = await engine.register(ann, device);
    await engine.subscribe(ann, id, 'news');
    expect(await engine.register(bob, device)).toEqual({ id, platform: 'fcm' });
    expect(owners(items)).toEqual(['bob']);
    expect(subscriptions.size).toBe(0);
    expect(await engine.toUser('ann', { body: 'x' })).toEqual({ accepted: 0, removed: 0, failed: 0 });
    expect(published).toEqual([]);
    expect(await engine.toUser('bob', { body: 'x' })).toMatchObject({ accepted: 1 });
  });

  it('keeps topics when it is the same device again, and drops them with a new endpoint', async () => {
    const { engine, endpoints, subscriptions } = setUp();
    const { id } = await engine.register(ann, device);
    await engine.subscribe(ann, id, 'news');
    await engine.register(ann, device);
    expect(subscriptions.size).toBe(1);
    await engine.unsubscribe(ann, id, 'news');
    expect(subscriptions.size).toBe(0);

    await engine.subscribe(ann, id, 'news');
    endpoints.clear();
    await engine.register(ann, device);
    expect(subscriptions.size).toBe(0);
  });

  it('leaves a token with one owner when two register it at once', async () => {
    const { engine, items, hooks } = setUp();
    await Promise.all([engine.register(ann, device), engine.register(bob, device)]);
    expect(owners(items)).toHaveLength(1);

    let others = 0;
    hooks.beforeWrite = () => {
      for (const [key, item] of items) if (key.includes('"holder"')) items.set(key, { ...item, holder: { S: `other-${others++}` } });
    };
    await expect(engine.register(editor, device)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('loses no subscription that was made meanwhile', async () => {
    const { engine, subscriptions, hooks } = setUp();
    const { id } = await engine.register(ann, device);
    let subscribing: Promise<void> | undefined;
    hooks.beforeWrite = () => {
      hooks.beforeWrite = undefined;
      subscribing = engine.subscribe(ann, id, 'news');
    };
    await engine.register(ann, device);
    await subscribing;
    await engine.unsubscribe(ann, id, 'news');
    expect(subscriptions.size).toBe(0);
  });

  it('keeps the devices registered last', async () => {
    const { engine, endpoints } = setUp();
    for (let i = 0; i < MAX_DEVICES + 3; i++) await engine.register(ann, { platform: 'fcm', token: `${FCM_TOKEN}${i}` });
    expect([...endpoints.values()].map(({ token }) => token)).toEqual(
      Array.from({ length: MAX_DEVICES }, (_, i) => `${FCM_TOKEN}${i + 3}`),
    );
  });

  it.each([
    [{ platform: 'fcm', token: 'short' }, '/token'],
    [{ platform: 'fcm', token: `bad${FCM_TOKEN}` }, '/token'],
    [{ platform: 'apnsSandbox', token: APNS_TOKEN }, '/platform'],
    [{ platform: 'web', token: APNS_TOKEN }, '/platform'],
    [{ token: APNS_TOKEN }, '/platform'],
    [{ ...device, owner: 'bob' }, '/owner'],
  ])('refuses %j', async (input, pointer) => {
    const { engine, items } = setUp();
    await expect(engine.register(ann, input)).rejects.toMatchObject({ code: 'validation-failed', details: { errors: [{ pointer }] } });
    expect(items.size).toBe(0);
  });

  it('is for who is signed in', async () => {
    await expect(setUp().engine.register(guest, device)).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});

describe('unregister', () => {
  it('leaves nothing, and succeeds again', async () => {
    const { engine, endpoints, subscriptions, items } = setUp();
    const { id } = await engine.register(ann, device);
    await engine.subscribe(ann, id, 'news');
    await engine.unregister(ann, id);
    await engine.unregister(ann, id);
    expect([endpoints.size, subscriptions.size, items.size]).toEqual([0, 0, 0]);
  });

  it("does nothing to another's device", async () => {
    const { engine, endpoints, items } = setUp();
    const { id } = await engine.register(ann, device);
    await engine.unregister(bob, id);
    expect([endpoints.size, owners(items)]).toEqual([1, ['ann']]);
  });
});
