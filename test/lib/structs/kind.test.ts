import { Duration, RemovalPolicy, Token } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { BOOLEAN, having, type Kind, NUMBER, oneOf, TEXT, textLike } from '../../../lib/structs';
import { readAs } from './support';

const DURATION = having<Duration>('toSeconds', 'a Duration', 'Duration.seconds(10)');

test.each<[Kind<unknown>, unknown]>([
  [TEXT, ''],
  [TEXT, Token.asString({ Ref: 'x' })],
  [NUMBER, 1.5],
  [NUMBER, Token.asNumber({ Ref: 'x' })],
  [BOOLEAN, false],
  [DURATION, Duration.seconds(1)],
  [oneOf('RemovalPolicy', RemovalPolicy), RemovalPolicy.DESTROY],
  [oneOf('RetentionDays', RetentionDays), RetentionDays.ONE_WEEK],
])('%#: a right value is taken as it is', (kind, value) => {
  expect(readAs(kind, value)).toEqual({ value, faults: [] });
});

test.each<[Kind<unknown>, unknown, string]>([
  [textLike('shop'), 1, "must be a text, as in 'shop'; is 1"],
  [NUMBER, '200', 'must be a number, as in 1; is the text "200"'],
  [NUMBER, Number.NaN, 'must be a number, as in 1; is NaN'],
  [BOOLEAN, 'true', 'must be true or false, as in true; is the text "true"'],
  [DURATION, 10, 'must be a Duration, as in Duration.seconds(10); is 10'],
  [oneOf('RemovalPolicy', RemovalPolicy), 'keep', 'must be one of RemovalPolicy, as in RemovalPolicy.DESTROY; is the text "keep"'],
  [oneOf('RetentionDays', RetentionDays), 'ONE_WEEK', 'must be one of RetentionDays, as in RetentionDays.ONE_DAY; is the text "ONE_WEEK"'],
  [TEXT, null, "must be a text, as in 'text'; is null"],
])('%#: a wrong one is told with what it should be, and left out', (kind, value, message) => {
  expect(readAs(kind, value)).toEqual({ value: undefined, faults: [{ path: 'at', message }] });
});
