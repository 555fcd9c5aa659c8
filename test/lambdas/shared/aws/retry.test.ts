import { isRetryable, isThrottle } from '../../../../lambdas/shared/aws/errors.js';
import { backoff, RetryBudget } from '../../../../lambdas/shared/aws/retry.js';

describe('RetryBudget', () => {
  it('is spent by retries and refilled by successes, never beyond its size', () => {
    const budget = new RetryBudget();
    budget.give(1_000);
    expect(budget.take(500)).toBe(true);
    expect(budget.take(5)).toBe(false);
    budget.give(5);
    expect(budget.take(5)).toBe(true);
    expect(budget.take(1)).toBe(false);
  });
});

describe('backoff', () => {
  const failed = { name: 'InternalServerError', throttled: false };
  const throttled = { name: 'ThrottlingException', throttled: true };

  it('doubles, and is spread over all of it', () => {
    expect([1, 2, 3].map((retry) => backoff(failed, retry, 1))).toEqual([25, 50, 100]);
    expect(backoff(failed, 3, 0)).toBe(0);
    expect(backoff(failed, 3, 0.5)).toBe(50);
  });

  it('waits longer when throttled, longest for a transaction in progress, and never above 5 s', () => {
    expect(backoff(throttled, 1, 1)).toBe(250);
    expect(backoff({ name: 'TransactionInProgressException', throttled: false }, 1, 1)).toBe(2_000);
    expect(backoff(throttled, 20, 1)).toBe(5_000);
  });
});

describe('what an error says', () => {
  it.each([
    ['ThrottlingException', 400, true, true],
    ['AnyName', 429, true, true],
    ['InternalServerError', 500, false, true],
    ['TransactionConflictException', 400, false, true],
    ['TransactionInProgressException', 400, false, true],
    ['TimeoutError', 0, false, true],
    ['ConditionalCheckFailedException', 400, false, false],
    ['TransactionCanceledException', 400, false, false],
    ['AccessDeniedException', 400, false, false],
  ])('%s %i: throttled %s, retryable %s', (name, status, throttle, retryable) => {
    expect([isThrottle(name, status), isRetryable(name, status)]).toEqual([throttle, retryable]);
  });
});
