/** What a command cannot do, in one line that says how to mend it. It ends the process with exit code 1 and no stack. */
export class Failure extends Error {
  override readonly name: string = 'Failure';
  readonly exitCode: number = 1;
}

/** A command line that cannot be meant so: exit code 2. */
export class UsageFailure extends Failure {
  override readonly name = 'UsageFailure';
  override readonly exitCode = 2;
}

/** A program that we ran for someone failed with this exit code; it has said itself why. */
export class Ended extends Error {
  override readonly name = 'Ended';
  constructor(readonly exitCode: number) {
    super(`ended with ${exitCode}`);
  }
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
