/** What a command knows of its surroundings. */
export interface Context {
  readonly cwd: string;
  /** `process.env` itself: CDK's toolkit reads it, so `plinth dev` points it to the emulator. */
  readonly env: NodeJS.ProcessEnv;
  /** Prints a line of a result, to standard output. */
  readonly print: (line: string) => void;
  /** Prints a line about what happens, to standard error where the result goes to standard output. */
  readonly report: (line: string) => void;
  /** Asks the person at the terminal, and answers what they type; undefined where nobody is there. */
  readonly ask?: (question: string) => Promise<string>;
  /** The folder of this package, with `package.json` and `assets/`. */
  readonly packageDir: string;
}
