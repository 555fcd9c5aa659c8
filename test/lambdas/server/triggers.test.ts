import { eventOf, runTriggers, type SqsRecord } from '../../../lambdas/server/triggers';
import { AwsError } from '../../../lambdas/shared/aws/errors';
import type { ObjectHead } from '../../../lambdas/shared/aws/s3';
import type { ChangeEvent } from '../../../lambdas/shared/events';

const change: ChangeEvent = {
  type: 'change',
  eventId: 'e1',
  model: 'notes',
  operation: 'update',
  id: 'n1',
  oldItem: { id: 'n1', title: 'a' },
  newItem: { id: 'n1', title: 'b' },
  trail: ['thumbnail'],
  at: '2026-01-02T03:04:05.000Z',
};
const message = (messageId: string, body: unknown): SqsRecord => ({ messageId, body: JSON.stringify(body) });
const bridge = (type: string, detail = {}) => ({ version: '0', id: 'b1', 'detail-type': type, time: '2026-01-02T03:04:00Z', detail });
const upload = bridge('Object Created', {
  bucket: { name: 'shop-files' },
  object: { key: 'attachments/ann/2026/a b+é.txt', size: 5, etag: 'd41d8', sequencer: '00617F08299329D189' },
});

const stored = (metadata: Record<string, string> = {}): ObjectHead => ({ size: 5, contentType: 'text/plain', lastModified: '', metadata });
const refused = (status: number) => new AwsError({ name: `Http${status}`, message: '', status, retryable: false });

/** Reads a message for the function `thumbnail`. */
function read(body: unknown, answer: () => Promise<ObjectHead | undefined> = async () => stored()) {
  const head = jest.fn(answer);
  return { event: eventOf(message('m', body), 'thumbnail', head), head };
}

describe('eventOf', () => {
  it('reads a change', async () => {
    const { event, head } = read(change);
    expect(await event).toEqual(change);
    expect(head).not.toHaveBeenCalled();
  });

  it('reads a stored file, whose name may hold slashes and spaces', async () => {
    const { event, head } = read(upload);
    expect(await event).toEqual({
      type: 'file',
      eventId: 'b1',
      space: 'attachments',
      file: {
        owner: 'ann',
        name: '2026/a b+é.txt',
        size: 5,
        contentType: 'text/plain',
        etag: 'd41d8',
        sequencer: '00617F08299329D189',
      },
      trail: ['thumbnail'],
      at: '2026-01-02T03:04:00Z',
    });
    expect(head).toHaveBeenCalledWith('shop-files', 'attachments/ann/2026/a b+é.txt');
  });

  it('follows what a trigger stored, and stops a function that feeds itself by files', async () => {
    const trailOf = (trail: string) => read(upload, async () => stored({ trail })).event.then((event) => event.trail);
    expect(await trailOf('audit')).toEqual(['audit', 'thumbnail']);
    expect(await trailOf('a,b,c,d,e')).toEqual(['a', 'b', 'c', 'd', 'e', 'thumbnail']);
    await expect(trailOf('thumbnail,a,thumbnail,a,thumbnail')).rejects.toThrow('feeds itself');
  });

  it('tells of a file that is there no more, and of nothing where S3 fails', async () => {
    for (const gone of [async () => undefined, () => Promise.reject(refused(403))]) {
      expect(await read(upload, gone).event).toMatchObject({ file: { size: 5, contentType: undefined }, trail: ['thumbnail'] });
    }
    await expect(read(upload, () => Promise.reject(refused(503))).event).rejects.toMatchObject({ status: 503 });
  });

  it('reads a schedule, and which one it is', async () => {
    const event = await read(bridge('Scheduled Event', { expression: 'rate(5 minutes)' })).event;
    expect(event).toEqual({
      type: 'schedule',
      eventId: 'b1',
      expression: 'rate(5 minutes)',
      time: '2026-01-02T03:04:00Z',
      trail: ['thumbnail'],
    });
  });

  test.each([[{ type: 'other' }], [bridge('Other')], [{}]])('refuses %j', async (body) => {
    await expect(read(body).event).rejects.toThrow('none of a trigger');
  });
});

describe('runTriggers', () => {
  it('names no failure where there is none', async () => {
    const seen: unknown[] = [];
    const answer = await runTriggers(
      { Records: [message('1', bridge('Scheduled Event')), message('2', bridge('Scheduled Event'))] },
      async (record) => seen.push(record),
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

  it('gives back only what fails of several', async () => {
    const Records = ['1', '2', '3'].map((id) => message(id, bridge('Scheduled Event')));
    const run = jest.fn(async ({ messageId }: SqsRecord) => {
      if (messageId === '2') throw new Error('no');
    });
    expect(await runTriggers({ Records }, run, jest.fn())).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
    expect(run).toHaveBeenCalledTimes(3);
  });
});
