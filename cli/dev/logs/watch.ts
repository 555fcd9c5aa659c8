import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Log } from '../../log.js';
import { type DeadLetters, DeadLetterWatch } from './dead-letters.js';
import type { Sources } from './deployed.js';
import { readableLine } from './lines.js';
import { LogTail } from './tail.js';

/** Milliseconds between two looks at the logs: soon enough for who waits for a line. */
const INTERVAL_MS = 400;
/** Queues are looked at in each such round only. */
const ROUNDS_A_QUEUE = 5;
/** Characters of a message that tell what it is of. */
const EXAMPLE_LENGTH = 400;

export interface LogWatchOptions {
  readonly logs: CloudWatchLogsClient;
  readonly sqs: SQSClient;
  readonly log: Log;
  /** The folder of the app. */
  readonly cwd: string;
  /** Milliseconds: what was logged before is left out. */
  readonly since: number;
}

/** A watch over what the environment's endpoint has. */
export function openLogWatch(options: Omit<LogWatchOptions, 'logs' | 'sqs'>): LogWatch {
  return new LogWatch({ ...options, logs: new CloudWatchLogsClient({}), sqs: new SQSClient({}) });
}

/** Says what functions log and what they failed at, as it comes. */
export class LogWatch {
  private sources: Sources = { logs: [], queues: [] };
  private readonly tail: LogTail;
  private readonly deadLetters: DeadLetterWatch;
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private busy = false;
  private round = 0;

  constructor(private readonly options: LogWatchOptions) {
    this.tail = new LogTail(options.logs, options.since);
    this.deadLetters = new DeadLetterWatch(options.sqs);
  }

  /** What is to be watched from now on; the first call begins. */
  watch(sources: Sources): void {
    this.sources = sources;
    this.timer ??= setInterval(() => this.lookUnlessLooking(), INTERVAL_MS);
  }

  /** Looks once. What cannot be read now (the backend is just being deployed, or stops) is there the next time. */
  async look(): Promise<void> {
    const { logs, queues } = this.sources;
    const events = await this.tail.read(logs).catch(() => []);
    for (const { source, message } of events) {
      for (const { text, failed } of readableLine(message, source.own, this.options.cwd))
        this.options.log.output(source.name, text, failed);
    }
    if (this.round++ % ROUNDS_A_QUEUE > 0) return;
    for (const letters of await this.deadLetters.look(queues).catch(() => [])) this.sayDead(letters);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
  }

  private lookUnlessLooking(): void {
    if (this.busy) return;
    this.busy = true;
    this.looking = this.look().finally(() => {
      this.busy = false;
    });
  }

  private sayDead({ source: { functionName, attempts, url }, count, example }: DeadLetters): void {
    const { log } = this.options;
    const times = attempts === 1 ? 'once' : `${attempts} times`;
    log.output(functionName, `failed ${times} at a message, which is kept in its dead-letter queue now (${count} there):`, true);
    if (example !== undefined)
      log.output(functionName, example.length > EXAMPLE_LENGTH ? `${example.slice(0, EXAMPLE_LENGTH)}…` : example, false);
    log.output(functionName, `look: aws sqs receive-message --visibility-timeout 0 --queue-url ${url}`, false);
  }
}
