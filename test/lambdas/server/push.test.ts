import type { PushEngine } from '../../../lambdas/push/engine/index';
import { pushCalls } from '../../../lambdas/server/push';
import { createServer } from '../../../lambdas/server/server';
import { adminAccess } from '../../../lambdas/shared/access';

describe('push inside a function', () => {
  it('sends to a user and to a topic, and rejects as the engine does', async () => {
    const engine = {
      toUser: jest.fn(async () => ({ accepted: 1, removed: 0, failed: 0 })),
      toTopic: jest.fn(async () => Promise.reject(new Error('no such topic'))),
    };
    const push = pushCalls((work) => work(engine as unknown as PushEngine, adminAccess()));
    expect(await push.toUser('ann', { title: 'Hello' })).toEqual({ accepted: 1, removed: 0, failed: 0 });
    expect(engine.toUser).toHaveBeenCalledWith('ann', { title: 'Hello' });
    await expect(push.toTopic('news', { title: 'Hello' })).rejects.toThrow('no such topic');
  });

  it('is not among what a function does for its caller: no rule says to whom he may send', () => {
    const { asAdmin, asCaller } = createServer(() => Promise.reject(new Error('nothing is asked')));
    expect(Object.keys(asAdmin({}))).toEqual(['data', 'files', 'push']);
    expect(Object.keys(asCaller({ caller: { owner: 'ann', groups: [] } }))).toEqual(['data', 'files']);
  });
});
