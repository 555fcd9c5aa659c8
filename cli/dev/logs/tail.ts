import { type CloudWatchLogsClient, FilterLogEventsCommand, type FilteredLogEvent } from '@aws-sdk/client-cloudwatch-logs';

/** A log to follow. */
export interface LogSource {
  /** What its function is called on the terminal. */
  readonly name: string;
  /** Whether the app's own code runs in it. */
  readonly own: boolean;
  readonly logGroup: string;
}

/** A line of a log as it was written. */
export interface LogEvent {
  readonly source: LogSource;
  readonly message: string;
}

/** How far a log has been read: all before this time (milliseconds), and of this very time these. */
interface Position {
  readonly time: number;
  readonly seen: ReadonlySet<string>;
}

/** Follows logs: each event is answered once, in the order of time. */
export class LogTail {
  private readonly positions = new Map<string, Position>();

  constructor(
    private readonly logs: CloudWatchLogsClient,
    /** Milliseconds; what was written before is left out. */
    private readonly since: number,
  ) {}

  /** What is new in these logs. One that is not there yet has nothing. */
  async read(sources: readonly LogSource[]): Promise<LogEvent[]> {
    const read = await Promise.all(sources.map(async (source) => ({ source, events: await this.readOne(source.logGroup) })));
    return read
      .flatMap(({ source, events }) => events.map(({ timestamp = 0, message = '' }) => ({ source, timestamp, message })))
      .sort((a, b) => a.timestamp - b.timestamp);
  }

  private async readOne(logGroupName: string): Promise<FilteredLogEvent[]> {
    const { time, seen } = this.positions.get(logGroupName) ?? { time: this.since, seen: new Set<string>() };
    const found = await this.logs.send(new FilterLogEventsCommand({ logGroupName, startTime: time })).catch(notThere);
    const events = found?.events ?? [];
    const last = Math.max(time, ...events.map(({ timestamp = 0 }) => timestamp));
    const latest = events.filter(({ timestamp }) => timestamp === last).map(idOf);
    this.positions.set(logGroupName, { time: last, seen: new Set(last === time ? [...seen, ...latest] : latest) });
    return events.filter((event) => !seen.has(idOf(event)));
  }
}

/** AWS numbers events; the emulator writes the events of a call at once, to a stream of its own. */
function idOf({ eventId, logStreamName = '' }: FilteredLogEvent): string {
  return eventId ?? logStreamName;
}

function notThere(error: unknown): undefined {
  if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
  throw error;
}
