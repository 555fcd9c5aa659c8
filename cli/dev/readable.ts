import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** How Node prints an error that nobody caught, `Error: …` or `Error [CODE]: …`, and how CDK's own print: `«Code» …`, in brackets or not. */
const ERROR = /^(?:\[?«\w+»|(?:\w+\.)*(\w*(?:Error|Exception))(?: \[\w+\])?:) (.*)$/;
/** What follows a message: frames of the stack, CDK's account of the construct, properties of the error, Node's version. */
const AFTER =
  /^\s*at .*(?::\d+:\d+|<anonymous>|native)\)?$|^\s*\.\.\..*\.\.\.$|^\s*\(no user code|^Relates to construct:|^Node\.js v\d|\{$/;
/** A place in a file: in a frame, or alone above a source excerpt. */
const PLACE = /(?:\(|\s|^)((?:file:\/\/)?(?:\/|[A-Za-z]:\\)[^():]*(?::\d+){1,2})\)?$/;

/**
 * What a person needs of the output of a failed synthesis: the error's message with all its lines, and the first place in a file of the
 * app, relative to its folder. Without an error in it, the output as it is.
 */
export function readableError(output: string, cwd: string): string {
  const lines = output.split('\n');
  const start = lines.map((line) => ERROR.test(line)).lastIndexOf(true);
  if (start < 0) return output.trim();

  const [, kind, first = ''] = ERROR.exec(lines[start] ?? '') ?? [];
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => AFTER.test(line));
  const message = [first, ...rest.slice(0, end < 0 ? undefined : end)];
  // CDK's validation says this, and then what it found.
  if (message.length > 1 && /^Validation failed with the following errors:$/.test(first)) message.shift();
  // That it is a TypeError does not go without saying; that an Error is one does.
  if (kind !== undefined && kind !== 'Error') message[0] = `${kind}: ${message[0]}`;

  const places = [...rest, ...lines.slice(0, start)].flatMap((line) => PLACE.exec(line)?.[1] ?? []);
  const place = places.find((each) => !each.includes('node_modules'));
  return [...message, ...(place === undefined ? [] : [`at ${shorten(place, cwd)}`])].join('\n').trim();
}

function shorten(place: string, cwd: string): string {
  const [, path = place, position = ''] = /^(.*?)((?::\d+){1,2})$/.exec(place) ?? [];
  return relative(cwd, path.startsWith('file://') ? fileURLToPath(path) : path) + position;
}
