export { pascal } from '../../lib/manifest/index.js';

/** A string literal. */
export function quote(text: string): string {
  const json = JSON.stringify(text);
  return /['"\\]/.test(text) ? json : `'${json.slice(1, -1)}'`;
}

export function union(values: readonly string[]): string {
  return values.map(quote).join(' | ');
}

/** Lines between two others, two columns further in. */
export function block(first: string, lines: readonly string[], last: string): string[] {
  return lines.length === 0 ? [first + last] : [first, ...lines.map((line) => `  ${line}`), last];
}

/** The lines of a doc comment of what is said, none where nothing is. */
export function comment(...said: (string | undefined)[]): string[] {
  const lines = said
    .filter((each) => each !== undefined)
    .flatMap((each) => each.split(/\r\n|[\r\n\u2028\u2029]/))
    .map((line) => line.replaceAll('*/', '*\\/').trim());
  if (lines.length < 2) {
    return lines.map((line) => `/** ${line} */`);
  }
  return ['/**', ...lines.map((line) => ` * ${line}`.trimEnd()), ' */'];
}

/** Gives out each name once: whoever asks for one that is taken gets it with a number. */
export class Names {
  private readonly taken: Set<string>;

  constructor(reserved: readonly string[]) {
    this.taken = new Set(reserved);
  }

  claim(wanted: string): string {
    let name = wanted;
    for (let count = 2; this.taken.has(name); count++) {
      name = `${wanted}${count}`;
    }
    this.taken.add(name);
    return name;
  }
}
