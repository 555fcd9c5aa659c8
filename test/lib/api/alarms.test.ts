import { Duration } from 'aws-cdk-lib';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Backend, Trigger } from '../../../lib';
import { fixture, NOTES, resources, stackOf } from '../support';

const entry = fixture('functions/summarize.ts');

const alarmsOf = (stack: ReturnType<typeof stackOf>) =>
  Object.values(resources(stack, 'AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);

function watched() {
  const stack = stackOf();
  const backend = new Backend(stack, 'Backend');
  backend.data.addModel('notes', NOTES);
  return { stack, backend };
}

test('nothing has an alarm until somebody asks', () => {
  const { stack, backend } = watched();
  expect([alarmsOf(stack), backend.api.alarms]).toEqual([[], []]);
});

test('all that can fail has an alarm, what is declared later too', () => {
  const { stack, backend } = watched();
  backend.api.createAlarms();
  const triggers = [Trigger.change('notes'), Trigger.schedule(Schedule.rate(Duration.hours(1)))];
  const { changes, events } = backend.functions.addFunction('record', { entry, triggers });
  const alarms = alarmsOf(stack).map(
    ({ AlarmDescription, MetricName, Threshold }) => `${AlarmDescription}: ${MetricName} over ${Threshold}`,
  );
  expect(alarms.sort()).toEqual([
    'Shop (development): answers of 500 and more: 5xx over 0',
    'Shop (development): changes that are dispatched later than 10 minutes: IteratorAge over 600000',
    'Shop (development): changes that could not be dispatched: ApproximateNumberOfMessagesVisible over 0',
    'Shop (development): changes that record failed at: ApproximateNumberOfMessagesVisible over 0',
    'Shop (development): errors of changes of items: Errors over 0',
    'Shop (development): errors of data: Errors over 0',
    'Shop (development): errors of record: Errors over 0',
    'Shop (development): events that record failed at: ApproximateNumberOfMessagesVisible over 0',
  ]);
  const queues = alarmsOf(stack).flatMap(({ Dimensions }) => Dimensions.filter(({ Name }: any) => Name === 'QueueName'));
  expect(queues.map(({ Value }) => Value)).toEqual(
    expect.arrayContaining([changes, events].map((each) => stack.resolve(each?.deadLetterQueue.queueName))),
  );
  expect(backend.api.alarms).toHaveLength(8);
});

test('an alarm is above the threshold, does as it is told, and is silent without a measure', () => {
  const { stack, backend } = watched();
  const topic = new Topic(stack, 'Alarms');
  backend.api.createAlarms({ actions: [new SnsAction(topic)] });
  for (const alarm of alarmsOf(stack)) {
    expect(alarm).toMatchObject({
      ComparisonOperator: 'GreaterThanThreshold',
      EvaluationPeriods: 1,
      TreatMissingData: 'notBreaching',
      AlarmActions: [stack.resolve(topic.topicArn)],
    });
  }
  expect(() => backend.api.createAlarms()).toThrow('name all actions in one call: createAlarms({ actions: […] })');
});

test('a capability of somebody else has its failures among them', () => {
  const { stack, backend } = watched();
  const queue = new Queue(stack, 'Links');
  const metric = queue.metricApproximateAgeOfOldestMessage();
  backend.api.addFailureMetric(queue, 'Late', { description: 'links that are made late', metric, threshold: 60 });
  backend.api.createAlarms();
  expect(alarmsOf(stack)).toContainEqual(
    expect.objectContaining({ AlarmDescription: 'Shop (development): links that are made late', Threshold: 60 }),
  );
});
