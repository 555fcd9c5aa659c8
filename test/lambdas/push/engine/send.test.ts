import { AwsError } from '../../../../lambdas/shared/aws/errors';
import { ann, APNS_TOKEN, bob, FCM_TOKEN, setUp, topicArn } from '../support';

async function withTwoDevices() {
  const push = setUp();
  await push.engine.register(ann, { platform: 'fcm', token: FCM_TOKEN });
  await push.engine.register(ann, { platform: 'apns', token: APNS_TOKEN });
  await push.engine.register(bob, { platform: 'fcm', token: `${FCM_TOKEN}2` });
  return push;
}

describe('toUser', () => {
  it("reaches all of a user's devices and no other's", async () => {
    const { engine, published, endpoints } = await withTwoDevices();
    expect(await engine.toUser('ann', { title: 'Hi' })).toEqual({ accepted: 2, removed: 0, failed: 0 });
    expect(published.map(({ TargetArn }) => TargetArn).sort()).toEqual([...endpoints.keys()].slice(0, 2).sort());
  });

  it('forgets devices that are disabled or gone, with no right on endpoints and subscriptions', async () => {
    const { engine, endpoints, items, sns } = await withTwoDevices();
    const denied = () => Promise.reject(new AwsError({ name: 'AuthorizationError', message: 'no', status: 403, retryable: false }));
    Object.assign(sns, { deleteEndpoint: denied, unsubscribe: denied });
    const [first, second] = [...endpoints.keys()] as [string, string];
    endpoints.delete(first);
    Object.assign(endpoints.get(second) as object, { enabled: false });
    expect(await engine.toUser('ann', { title: 'Hi' })).toEqual({ accepted: 0, removed: 2, failed: 0 });
    expect(await engine.toUser('ann', { title: 'Hi' })).toEqual({ accepted: 0, removed: 0, failed: 0 });
    expect(JSON.stringify([...items.values()])).not.toContain('ann');
    expect([...endpoints.values()].filter(({ enabled }) => enabled)).toHaveLength(1);
  });

  it('goes on after a failure, and fails itself where nothing was sent', async () => {
    const { engine, sns } = await withTwoDevices();
    const { publish } = sns;
    const broken = new AwsError({ name: 'InternalError', message: 'no', status: 500, retryable: false });
    Object.assign(sns, {
      publish: (input: { TargetArn: string }) => (input.TargetArn.includes('APNS') ? Promise.reject(broken) : publish(input as never)),
    });
    expect(await engine.toUser('ann', { title: 'Hi' })).toEqual({ accepted: 1, removed: 0, failed: 1 });
    Object.assign(sns, { publish: () => Promise.reject(broken) });
    await expect(engine.toUser('ann', { title: 'Hi' })).rejects.toBe(broken);
  });

  it('refuses a message that is none before it looks for devices', async () => {
    await expect(setUp().engine.toUser('ann', {})).rejects.toMatchObject({ code: 'validation-failed' });
  });
});

describe('toTopic', () => {
  it('sends to the topic', async () => {
    const { engine, published } = setUp();
    await engine.toTopic('news', { title: 'Hi' });
    expect(published).toEqual([expect.objectContaining({ TopicArn: topicArn('news'), MessageStructure: 'json' })]);
  });

  it.each(['missing', 'constructor'])('knows no topic %s', async (topic) => {
    await expect(setUp().engine.toTopic(topic, { title: 'Hi' })).rejects.toMatchObject({ code: 'not-found' });
  });
});
