import { AwsError, type AwsErrorDetails } from '../aws/errors.js';
import type { AttributeMap } from './types.js';

export interface CancellationReason {
  /** `None`, `ConditionalCheckFailed`, `TransactionConflict`, `ThrottlingError` ... */
  readonly Code: string;
  readonly Message?: string;
  readonly Item?: AttributeMap;
}

/** Codes of reasons that another attempt may not meet. */
const PASSING = new Set(['None', 'TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

/**
 * What DynamoDB refused, or that it did not answer. `name` is the service's own: `ConditionalCheckFailedException`,
 * `TransactionCanceledException`, `ValidationException` ... Without an answer: `TimeoutError`, `NetworkingError`.
 */
export class DynamoDbError extends AwsError {
  /** The item that did not meet the condition, where `ReturnValuesOnConditionCheckFailure` asked for it. */
  readonly item?: AttributeMap;
  /** One for each item of a cancelled transaction, in that order. */
  readonly cancellationReasons?: CancellationReason[];

  constructor(details: AwsErrorDetails) {
    const { Item, CancellationReasons } = details.fields ?? {};
    const reasons = CancellationReasons as CancellationReason[] | undefined;
    super({ ...details, retryable: details.retryable || (reasons?.every((reason) => PASSING.has(reason.Code)) ?? false) });
    this.item = Item as AttributeMap | undefined;
    this.cancellationReasons = reasons;
  }
}
