import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { mockClient } from 'aws-sdk-client-mock';
import { LogTail } from '../../../../cli/dev/logs/tail';

const GREET = { name: 'greet', own: true, logGroup: 'greet-log' };
const TICK = { name: 'tick', own: true, logGroup: 'tick-log' };
const logs = mockClient(CloudWatchLogsClient);
beforeEach(() => logs.reset());

/** What the emulator has: the events of one call in a stream of its own, without ids. */
const call = (logStreamName: string, timestamp: number, ...messages: string[]) =>
  messages.map((message) => ({ logStreamName, timestamp, message }));
const holds = (logGroupName: string, ...events: object[]) =>
  logs.on(FilterLogEventsCommand, { logGroupName }).callsFake(async ({ startTime }) => ({
    events: events.filter((event) => (event as { timestamp: number }).timestamp >= startTime),
  }));

test('each event once, in the order of time, none from before', async () => {
  const tail = new LogTail(new CloudWatchLogsClient({}), 10);
  const read = async () => (await tail.read([GREET, TICK])).map(({ source, message }) => `${source.name}: ${message}`);
  holds('greet-log', ...call('a', 9, 'old'), ...call('b', 12, 'one', 'two'));
  holds('tick-log', ...call('c', 11, 'tick'));
  expect(await read()).toEqual(['tick: tick', 'greet: one', 'greet: two']);
  expect(await read()).toEqual([]);

  holds('greet-log', ...call('b', 12, 'one', 'two'), ...call('d', 12, 'at the same time'), ...call('e', 13, 'later'));
  expect(await read()).toEqual(['greet: at the same time', 'greet: later']);
  expect(await read()).toEqual([]);
});

test('AWS’s events have ids of their own', async () => {
  const tail = new LogTail(new CloudWatchLogsClient({}), 0);
  const event = (eventId: string) => ({ eventId, logStreamName: 'one for many calls', timestamp: 5, message: eventId });
  holds('greet-log', event('1'));
  expect(await tail.read([GREET])).toHaveLength(1);
  holds('greet-log', event('1'), event('2'));
  expect((await tail.read([GREET])).map(({ message }) => message)).toEqual(['2']);
});

test('a log that is not there yet has nothing; any other failure is told', async () => {
  const tail = new LogTail(new CloudWatchLogsClient({}), 0);
  logs.on(FilterLogEventsCommand).rejectsOnce(Object.assign(new Error('none'), { name: 'ResourceNotFoundException' }));
  expect(await tail.read([GREET])).toEqual([]);
  logs.on(FilterLogEventsCommand).rejects(new Error('no'));
  await expect(tail.read([GREET])).rejects.toThrow('no');
});
