import { GetQueueAttributesCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** A dead-letter queue to look at. */
export interface QueueSource {
  /** The function that failed at what is in it. */
  readonly functionName: string;
  /** How often a message was tried. */
  readonly attempts: number;
  readonly url: string;
}

/** Messages that came to a dead-letter queue. */
export interface DeadLetters {
  readonly source: QueueSource;
  /** How many are in the queue now. */
  readonly count: number;
  /** The text of one of them; undefined where none could be read. */
  readonly example: string | undefined;
}

/** Tells when there are more messages in dead-letter queues than there were; takes none away. */
export class DeadLetterWatch {
  private readonly counts = new Map<string, number>();

  constructor(private readonly sqs: SQSClient) {}

  /** The queues that have more messages than when they were last looked at, at first those that have any. */
  async look(queues: readonly QueueSource[]): Promise<DeadLetters[]> {
    return (await Promise.all(queues.map((source) => this.lookAt(source)))).flatMap((found) => found ?? []);
  }

  private async lookAt(source: QueueSource): Promise<DeadLetters | undefined> {
    const { Attributes } = await this.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: source.url, AttributeNames: ['ApproximateNumberOfMessages'] }),
    );
    const count = Number(Attributes?.ApproximateNumberOfMessages ?? 0);
    const before = this.counts.get(source.url) ?? 0;
    this.counts.set(source.url, count);
    if (count <= before) return undefined;
    // Visible again at once: who looks with other tools finds it still.
    const { Messages: [message] = [] } = await this.sqs.send(new ReceiveMessageCommand({ QueueUrl: source.url, VisibilityTimeout: 0 }));
    return { source, count, example: message?.Body };
  }
}
