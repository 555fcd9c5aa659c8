import { createJsonClient } from './json-client.js';
import type { CallOptions, TransportOptions } from './transport.js';

export interface SendMessageBatchEntry {
  readonly Id: string;
  readonly MessageBody: string;
  readonly MessageGroupId?: string;
  readonly MessageDeduplicationId?: string;
}

export interface SendMessageBatchOutput {
  /** Entries that were refused, where others were taken. */
  readonly Failed?: ReadonlyArray<{ readonly Id: string; readonly Code: string; readonly Message?: string; readonly SenderFault: boolean }>;
}

export interface Sqs {
  /**
   * Sends up to 10 messages of 1 MiB in all. Repeated without harm to a FIFO queue, whose deduplication ids last 5 minutes.
   * @throws AwsError such as `QueueDoesNotExist`, `AccessDenied`
   * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
   */
  sendMessageBatch(
    input: { QueueUrl: string; Entries: readonly SendMessageBatchEntry[] },
    options?: CallOptions,
  ): Promise<SendMessageBatchOutput>;
}

export function createSqs(options: TransportOptions): Sqs {
  const call = createJsonClient({ name: 'sqs', id: 'SQS', target: 'AmazonSQS', version: '1.0' }, options);
  return { sendMessageBatch: (input, callOptions) => call('SendMessageBatch', input, true, callOptions) };
}
