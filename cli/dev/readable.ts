/** The line of Node's that begins an uncaught error: `Error: …`, `ValidationError: …`, `SyntaxError: …`. */
const ERROR = /^(?:Uncaught )?(?:\w+\.)*(\w*(?:Error|Exception|Fault))(?: \[\w+\])?: (.*)$/;
const STACK = /^\s*at .*(?::\d+:\d+|<anonymous>|native)\)?$/;
const NOISE = /^\s*$|^Node\.js v\d|^\[stack trace\]|^\s*\^+\s*$|^node:internal|^\s*throw |^Relates to construct:/;

/**
 * What a person needs of the output of a failed synthesis: the error's message, all its lines, without stack and source
 * excerpt; and the place, if it is an error of syntax, since only the excerpt names that. All of the output if it holds no error.
 */
export function readableError(output: string): string {
  const lines = output.split('\n');
  const start = lines.findIndex((line) => ERROR.test(line));
  if (start < 0) return lines.filter((line) => !STACK.test(line) && !NOISE.test(line)).join('\n');

  const [, kind = '', first = ''] = ERROR.exec(lines[start] ?? '') ?? [];
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => STACK.test(line) || /^Node\.js v\d/.test(line) || /^\{$|^\s+\[?cause\]?:/.test(line));
  const message = [first, ...rest.slice(0, end < 0 ? undefined : end)].join('\n').trimEnd();
  // A plain Error of a construct says all by itself; the kind of another one does not go without saying.
  const named = kind === 'Error' || kind === 'ValidationError' || kind === 'AssertionError' ? message : `${kind}: ${message}`;
  const place = lines.slice(0, start).find((line) => /^\S+:\d+(:\d+)?$/.test(line) && !line.startsWith('node:'));
  const syntax = /SyntaxError|TransformError|ReferenceError|TypeError/.test(kind);
  return syntax && place !== undefined ? `${named}\n${place}` : named;
}
