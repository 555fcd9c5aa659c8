import { dispatcher } from '../../../lambdas/dispatcher/handler';
import type { DataContext } from '../../../lambdas/data/engine/index';
import { modelsOf } from '../../../lambdas/shared/model/model';
import { sourcesOf } from '../../../lambdas/dispatcher/sources';
import type { SendMessageBatchEntry, Sqs } from '../../../lambdas/shared/aws/sqs';
import { MemoryDynamoDb } from '../../support/memory-dynamodb/index';
import { manifestWith, record } from './records';

const every = ['create', 'update', 'delete'] as const;
const sources = sourcesOf({
  manifest: manifestWith({
    audit: [{ on: 'change', model: 'notes', operations: every }],
    welcome: [{ on: 'change', model: 'notes', operations: ['create'] }],
  }),
  binding: {
    queues: { audit: 'audit-queue', welcome: 'welcome-queue' },
    deadLetters: { audit: 'audit-dead', welcome: 'welcome-dead' },
  },
});

/** What triggers alone have no use for. */
const NO_DATA = {} as DataContext;

/** Queues that take everything but what `refuse` names. */
function queues(refuse: (queue: string, entry: SendMessageBatchEntry) => boolean = () => false) {
  const taken: Record<string, string[]> = { 'audit-queue': [], 'welcome-queue': [], 'audit-dead': [], 'welcome-dead': [] };
  const trails: string[][] = [];
  const sqs: Sqs = {
    async sendMessageBatch({ QueueUrl, Entries }) {
      const refused = Entries.filter((entry) => refuse(QueueUrl, entry));
      for (const entry of Entries.filter((each) => !refused.includes(each))) {
        taken[QueueUrl]?.push(entry.MessageDeduplicationId as string);
        trails.push(JSON.parse(entry.MessageBody).trail);
      }
      return { Failed: refused.map(({ Id }) => ({ Id, Code: 'InternalError', SenderFault: false })) };
    },
  };
  return { taken, trails, sqs };
}

function run(sqs: Sqs, records: ReturnType<typeof record>[]) {
  const lines: string[] = [];
  return dispatcher({ sources, sqs, context: NO_DATA, log: (line) => lines.push(line) })({ Records: records }).then((response) => ({
    response,
    lines,
  }));
}

describe('dispatcher', () => {
  it('sends each change to the queues that want it', async () => {
    const { taken, sqs } = queues();
    const { response } = await run(sqs, [
      record(1, { new: { id: 'a' } }),
      record(2, { old: { id: 'a' }, new: { id: 'a', title: 'x' } }),
      record(3, { old: { id: 'b' } }),
      record(4, { new: { id: 'c' } }, 'shop.strangers'),
    ]);
    expect(response).toEqual({ batchItemFailures: [] });
    expect(taken).toMatchObject({ 'audit-queue': ['event-1', 'event-2', 'event-3'], 'welcome-queue': ['event-1'] });
  });

  it('names the first record of any queue that failed', async () => {
    const { sqs } = queues((queue, entry) =>
      queue === 'welcome-queue' ? entry.MessageDeduplicationId === 'event-3' : entry.MessageDeduplicationId === 'event-4',
    );
    const { response } = await run(
      sqs,
      [1, 2, 3, 4, 5].map((n) => record(n, { new: { id: `item-${n}` } })),
    );
    expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: '3' }] });
  });

  it('lets no later change of an item overtake one that was refused', async () => {
    const { taken, sqs } = queues((_, entry) => entry.MessageDeduplicationId === 'event-2');
    const { response } = await run(
      sqs,
      [1, 2, 3].map((n) => record(n, { old: { id: 'a' }, new: { id: 'a', n } })),
    );
    expect(taken['audit-queue']).toEqual(['event-1']);
    expect(response.batchItemFailures).toEqual([{ itemIdentifier: '2' }]);
  });

  it('starts again at the batch that was not answered, and says why in the log', async () => {
    const sqs: Sqs = { sendMessageBatch: () => Promise.reject(new Error('no route to host')) };
    const { response, lines } = await run(sqs, [record(7, { new: { id: 'a' } })]);
    expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: '7' }] });
    expect(lines.join()).toContain('no route to host');
  });

  it('tells each function that it is the last of what led there', async () => {
    const { trails, sqs } = queues();
    await run(sqs, [record(1, { new: { id: 'a', _trail: 'echo' } })]);
    expect(trails).toEqual([
      ['echo', 'audit'],
      ['echo', 'welcome'],
    ]);
  });

  it('takes what a function feeds itself to its dead-letter queue, and to all others what is theirs', async () => {
    const { taken, sqs } = queues();
    const { response, lines } = await run(sqs, [
      record(1, { new: { id: 'a', _trail: 'audit,audit,audit,audit' } }),
      record(2, { new: { id: 'b', _trail: 'audit,audit,audit,audit,audit' } }),
      record(3, { new: { id: 'c', _trail: 'e,f,g,h,i' } }),
      // A person deletes what the fifth round has written.
      record(4, { old: { id: 'b', _trail: 'audit,audit,audit,audit,audit' } }),
    ]);
    expect(response).toEqual({ batchItemFailures: [] });
    expect(taken).toEqual({
      'audit-queue': ['event-1', 'event-3', 'event-4'],
      'audit-dead': ['event-2'],
      'welcome-queue': ['event-1', 'event-2', 'event-3'],
      'welcome-dead': [],
    });
    const stopped = lines.map((line) => JSON.parse(line)).filter(({ message }) => message.includes('feeds itself'));
    expect(stopped).toMatchObject([{ level: 'error', function: 'audit', model: 'notes', id: 'b', eventId: 'event-2' }]);
  });

  it('does not lose what its dead-letter queue refuses', async () => {
    const { sqs } = queues((queue) => queue === 'audit-dead');
    const { response } = await run(sqs, [record(2, { new: { id: 'b', _trail: 'audit,audit,audit,audit,audit' } })]);
    expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
  });
});

describe('what deletes leave', () => {
  const plain = { fields: { title: { type: 'string' } }, rules: [{ allow: 'owner' }], indexes: {} } as const;
  const models = {
    books: plain,
    notes: {
      ...plain,
      fields: { bookId: { type: 'id' } },
      relations: { book: { kind: 'belongsTo', model: 'books', field: 'bookId', onDelete: 'cascade' } },
      indexes: { byBook: { partition: ['bookId'], sort: [] } },
    },
  } as const;
  const manifest = { manifestVersion: 1, backendId: 'shop', data: { models } } as const;
  const marked = (sequence: number, id: string) =>
    record(sequence, { old: { id, version: 1 }, new: { id, _deleted: 2, _cascades: '1770000000000.0' } }, 'shop.books');

  /** Each query is asked for the items of one book: some cannot be had. */
  function seeTo(records: ReturnType<typeof record>[], unreadable?: string, unwritable?: string) {
    const dynamodb = new MemoryDynamoDb();
    const waits: number[] = [];
    const client = {
      ...dynamodb.client,
      updateItem: async (input: Parameters<typeof dynamodb.client.updateItem>[0]) => {
        if ((input.Key.id as { S: string }).S === unwritable) throw new Error('no table');
        return dynamodb.client.updateItem(input);
      },
      query: async ({ ExpressionAttributeValues = {} }: Parameters<typeof dynamodb.client.query>[0]) => {
        if (JSON.stringify(ExpressionAttributeValues).includes(`"${unreadable}"`)) throw new Error('throttled');
        return { Items: [], Count: 0, ScannedCount: 0 };
      },
    };
    for (const { dynamodb: images } of records)
      dynamodb.items('shop.books').set((images.Keys.id as { S: string }).S, images.NewImage ?? {});
    const context = { dynamodb: client, now: () => 1_770_000_000_500, models: modelsOf(manifest, {}) } as unknown as DataContext;
    const { sqs } = queues();
    const wait = async (ms: number) => void waits.push(ms);
    const lines: string[] = [];
    const dispatch = dispatcher({ sources: sourcesOf({ manifest, binding: {} }), sqs, context, wait, log: (line) => lines.push(line) });
    return dispatch({ Records: records }).then((response) => ({ response, waits, lines, books: dynamodb.items('shop.books') }));
  }

  it('is seen to, and looked at again when the index has settled', async () => {
    const { response, waits, books } = await seeTo([marked(1, 'a')]);
    expect(response.batchItemFailures).toEqual([]);
    expect(waits).toEqual([1_500]);
    expect(books.get('a')).toMatchObject({ _cascades: { S: '1770000000000.1' } });
  });

  it('is tried again where it failed: by its mark, so that no change comes twice, and others are not held up by it', async () => {
    const { response, lines, books } = await seeTo([marked(1, 'a'), marked(2, 'b'), marked(3, 'c')], 'b');
    expect(response.batchItemFailures).toEqual([]);
    for (const id of ['a', 'b', 'c']) expect(books.get(id)).toMatchObject({ _cascades: { S: '1770000000000.1' } });
    expect(lines.map((line) => JSON.parse(line)).find(({ level }) => level === 'error')).toMatchObject({
      model: 'books',
      id: 'b',
      error: { message: 'throttled' },
    });
  });

  it('fails with its record where not even the mark can be renewed', async () => {
    const { response, lines } = await seeTo([marked(1, 'a'), marked(2, 'b'), marked(3, 'c')], 'b', 'b');
    expect(response.batchItemFailures).toEqual([{ itemIdentifier: '2' }]);
    expect(lines.join()).toContain('no table');
  });
});
