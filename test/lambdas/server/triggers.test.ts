import { eventOf, runTriggers, type SqsRecord } from '../../../lambdas/server/triggers';
import type { ChangeEvent } from '../../../lambdas/shared/events';

const change: ChangeEvent = {
  type: 'change',
  eventId: 'e1',
  model: 'notes',
  operation: 'update',
  id: 'n1',
  oldItem: { id: 'n1', title: 'a' },
  newItem: { id: 'n1', title: 'b' },
  hops: 1,
  at: '2026-01-02T03:04:05.000Z',
};
const message = (messageId: string, body: unknown): SqsRecord => ({ messageId, body: JSON.stringify(body) });
const bridge = (type: string, detail = {}) => ({ version: '0', 'detail-type': type, time: '2026-01-02T03:04:00Z', detail });

describe('eventOf', () => {
  it('reads a change', () => {
    expect(eventOf(message('m', change))).toEqual(change);
  });

  it('reads a stored file, whose name may hold slashes and spaces', () => {
    const stored = bridge('Object Created', { bucket: { name: 'b' }, object: { key: 'attachments/ann/2026/a b+é.txt', size: 5 } });
    expect(eventOf(message('m', stored))).toEqual({
      type: 'file',
      space: 'attachments',
      file: { owner: 'ann', name: '2026/a b+é.txt', size: 5 },
      at: '2026-01-02T03:04:00Z',
    });
  });

  it('reads a schedule', () => {
    expect(eventOf(message('m', bridge('Scheduled Event')))).toEqual({ type: 'schedule', time: '2026-01-02T03:04:00Z' });
  });

  test.each([[{ type: 'other' }], [bridge('Other')], [{}]])('refuses %j', (body) => {
    expect(() => eventOf(message('m', body))).toThrow('none of a trigger');
  });
});

describe('runTriggers', () => {
  it('names no failure where there is none', async () => {
    const seen: unknown[] = [];
    const answer = await runTriggers(
      { Records: [message('1', bridge('Scheduled Event')), message('2', bridge('Scheduled Event'))] },
      async (event) => seen.push(event),
      jest.fn(),
    );
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(seen).toHaveLength(2);
  });

  it('gives back the one change of a call that failed, and says why', async () => {
    const report = jest.fn();
    const Records = [message('1', change)];
    const fails = async () => {
      throw new Error('no');
    };
    expect(await runTriggers({ Records }, fails, report)).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
    expect(report.mock.calls).toEqual([[Records[0], expect.objectContaining({ message: 'no' })]]);
  });

  it('gives back only what fails of several, unreadable messages too', async () => {
    const Records = [message('1', bridge('Scheduled Event')), { messageId: '2', body: '{' }, message('3', bridge('Scheduled Event'))];
    const run = jest.fn();
    expect(await runTriggers({ Records }, run, jest.fn())).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
    expect(run).toHaveBeenCalledTimes(2);
  });
});
