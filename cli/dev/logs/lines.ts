import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A line for the terminal. */
export interface Line {
  readonly text: string;
  /** Whether something went wrong. */
  readonly failed: boolean;
}

/** An error as handlers log it. */
interface LoggedError {
  readonly name?: string;
  readonly message?: string;
  readonly stack?: string;
  readonly cause?: LoggedError;
}

/** What handlers and the wrapper around a function log of a call. */
interface Entry {
  readonly level?: string;
  readonly route?: string;
  readonly status?: number;
  readonly ms?: number;
  readonly records?: number;
  readonly failed?: number;
  readonly error?: LoggedError;
}

/** What Lambda itself writes: when a call began and ended, and what it took. */
const PLATFORM = /^(?:INIT_START|START RequestId|END RequestId|REPORT RequestId|XRAY TraceId|EXTENSION)\b/;
/** What Node's runtime puts before a line of `console.log`: time, request, level. */
const RUNTIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z\t[\w-]+\t(?:[A-Z]+\t)?/;
const FRAME = /^\s+at .*?\(?((?:file:\/\/)?(?:\/|[A-Za-z]:\\)[^()]*?)(:\d+:\d+)\)?$/;
const SOME_FRAMES = 3;

/**
 * What a developer needs of one line of a function's log.
 *
 * @param own whether the app's own code runs in it: of Plinth's handlers only errors are worth a line
 * @param cwd the folder of the app: files below it are named from there
 */
export function readableLine(message: string, own: boolean, cwd: string): Line[] {
  const text = message.replace(RUNTIME, '').trimEnd();
  if (text === '' || PLATFORM.test(text)) return [];
  const entry = entryOf(text);
  if (entry === undefined) return [{ text: readableFrame(text, cwd) ?? text, failed: false }];
  if (entry.level === 'error') return [...failureOf(entry, cwd)];
  return own ? [{ text: callOf(entry), failed: false }] : [];
}

/** One of the two kinds of lines of JSON that we write: of a call over HTTP, and of messages of a queue. */
function entryOf(text: string): Entry | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const entry = JSON.parse(text) as Entry;
    const ours = (entry.level === 'info' || entry.level === 'error') && ('route' in entry || 'records' in entry || 'messageId' in entry);
    return ours ? entry : undefined;
  } catch {
    return undefined;
  }
}

function callOf({ route, status, records = 0, failed = 0, ms }: Entry): string {
  if (route !== undefined) return `${status} in ${ms} ms`;
  return `${records} ${records === 1 ? 'event' : 'events'}${failed > 0 ? `, ${failed} failed,` : ''} in ${ms} ms`;
}

function* failureOf({ route, status, error }: Entry, cwd: string): Generator<Line> {
  const called = route === undefined ? '' : `${route} ${status}: `;
  yield { text: `${called}${error === undefined ? 'failed' : titleOf(error)}`, failed: true };
  for (let each = error; each !== undefined; each = each.cause) {
    if (each !== error) yield { text: `because of ${titleOf(each)}`, failed: false };
    for (const text of framesOf(each, cwd)) yield { text, failed: false };
  }
}

/** Its message may have several lines, of which the last is not better than the first. */
function titleOf({ name = 'Error', message = '' }: LoggedError): string {
  return `${name}: ${message}`;
}

/** The frames in the app's own files; where there are none, the first of all. */
function framesOf({ stack = '' }: LoggedError, cwd: string): string[] {
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  const own = frames.flatMap((line) => readableFrame(line, cwd) ?? []);
  return own.length > 0 ? own : frames.slice(0, SOME_FRAMES);
}

/** A frame in a file of the app, named from its folder. A function's bundle runs elsewhere, and its source map names files from there. */
function readableFrame(line: string, cwd: string): string | undefined {
  const [, path = '', place = ''] = FRAME.exec(line) ?? [];
  if (path === '' || path.includes('node_modules')) return undefined;
  const parts = path.split(/[\\/]/);
  const file = parts.map((_, from) => parts.slice(from).join('/')).find((end) => end !== '' && existsSync(join(cwd, end)));
  return file === undefined ? undefined : line.replace(`${path}${place}`, `${file}${place}`);
}
