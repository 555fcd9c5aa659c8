import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { LogWatch } from '../../../../cli/dev/logs/watch';
import { recordingLog } from '../../support';

const logs = mockClient(CloudWatchLogsClient);
const sqs = mockClient(SQSClient);
const SOURCES = {
  logs: [{ name: 'greet', own: true, logGroup: 'greet-log' }],
  queues: [{ functionName: 'greet', attempts: 5, url: 'http://localhost/dead' }],
};
beforeEach(() => {
  logs.reset();
  sqs.reset();
});
const holds = (count: number) => sqs.on(GetQueueAttributesCommand).resolves({ Attributes: { ApproximateNumberOfMessages: String(count) } });

async function watching() {
  const log = recordingLog();
  const watch = new LogWatch({ logs: new CloudWatchLogsClient({}), sqs: new SQSClient({}), log, cwd: '/nowhere', since: 0 });
  watch.watch(SOURCES);
  // Looks are asked for by hand.
  await watch.stop();
  const looks = async (times: number) => {
    for (let at = 0; at < times; at++) await watch.look();
    return log.lines.splice(0);
  };
  return looks;
}

test('lines of a function, and what it failed at, once each', async () => {
  const looks = await watching();
  logs
    .on(FilterLogEventsCommand)
    .resolvesOnce({ events: [{ eventId: '1', timestamp: 1, message: 'hello' }] })
    .resolves({});
  holds(0);
  expect(await looks(5)).toEqual(['  greet | hello']);

  holds(2);
  sqs.on(ReceiveMessageCommand).resolves({ Messages: [{ Body: '{"type":"change"}' }] });
  expect(await looks(10)).toEqual([
    '✗ greet | failed 5 times at a message, which is kept in its dead-letter queue now (2 there):',
    '  greet | {"type":"change"}',
    '  greet | look: aws sqs receive-message --visibility-timeout 0 --queue-url http://localhost/dead',
  ]);
  expect(sqs.commandCalls(ReceiveMessageCommand)[0]?.args[0].input.VisibilityTimeout).toBe(0);

  // Taken away by hand, and one more: told again.
  holds(0);
  expect(await looks(5)).toEqual([]);
  holds(1);
  expect(await looks(5)).toHaveLength(3);
});

test('a long message is cut, and an emulator that does not answer is asked again', async () => {
  const looks = await watching();
  logs.on(FilterLogEventsCommand).rejects(new Error('stopped'));
  sqs.on(GetQueueAttributesCommand).rejectsOnce(new Error('stopped'));
  expect(await looks(1)).toEqual([]);
  holds(1);
  sqs.on(ReceiveMessageCommand).resolves({ Messages: [{ Body: 'x'.repeat(1_000) }] });
  const [, example] = await looks(5);
  expect(example).toBe(`  greet | ${'x'.repeat(400)}…`);
});
