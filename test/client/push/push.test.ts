import { createSend } from '../../../client/core/request';
import { memoryStorage } from '../../../client/core/storage';
import { createPush } from '../../../client/push';
import { CONFIG, json, rejection, type Reply, script } from '../scripted';

function client(replies: Reply[], storage = memoryStorage()) {
  const fetch = script(...replies);
  const push = createPush(
    createSend(CONFIG, 'hash', () => 'token', { fetch }),
    CONFIG,
    { storage },
  );
  return { push, storage, sent: fetch.sent };
}

const DEVICE = json(201, { id: 'device-1', platform: 'fcm' });
const DONE = new Response(null, { status: 204 });

test('a device registers, follows topics, and goes', async () => {
  const { push, sent } = client([DEVICE, DONE]);
  expect(await push.register({ platform: 'fcm', token: 't' })).toEqual({ id: 'device-1', platform: 'fcm' });
  await push.subscribe('news');
  await push.unsubscribe('news');
  await push.unregister();
  expect(sent.map(({ method, url }) => `${method} ${url.slice('https://api.test'.length)}`)).toEqual([
    'POST /push/devices',
    'PUT /push/devices/device-1/topics/news',
    'DELETE /push/devices/device-1/topics/news',
    'DELETE /push/devices/device-1',
  ]);
  expect(sent[0]?.body).toEqual({ platform: 'fcm', token: 't' });
});

test('the registration lasts in the storage', async () => {
  const { push, storage } = client([DEVICE]);
  await push.register({ platform: 'fcm', token: 't' });
  const later = client([DONE], storage);
  await later.push.subscribe('news');
  expect(later.sent[0]?.url).toContain('/device-1/');
});

test('without one there is no topic to follow, and nothing to unregister', async () => {
  const { push, sent } = client([DONE]);
  expect(await rejection(push.subscribe('news'))).toMatchObject({ code: 'not-registered' });
  await push.unregister();
  expect(sent).toHaveLength(0);
});

test('a refused registration is not kept', async () => {
  const { push, storage } = client([json(422, {})]);
  await rejection(push.register({ platform: 'fcm', token: '' }));
  expect(storage.getItem('plinth.shop.device')).toBeNull();
});
