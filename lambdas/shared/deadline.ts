/**
 * What of Lambda's context we read.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html
 */
export interface LambdaContext {
  getRemainingTimeInMillis(): number;
}

/** Milliseconds that it takes to say that time is up. Lambda only ends the process, and API Gateway makes a 500 of that. */
export const TO_SAY_SO = 500;

/** When the call that this process works on must be answered. Lambda gives a process one call at a time: all its clients share it. */
export class Deadline {
  /** Milliseconds since the epoch. */
  at = Number.POSITIVE_INFINITY;

  constructor(private readonly now: () => number = Date.now) {}

  /** Begins a call; outside Lambda it may take what it takes. */
  begin(context: LambdaContext | undefined): void {
    this.at = context === undefined ? Number.POSITIVE_INFINITY : this.now() + context.getRemainingTimeInMillis() - TO_SAY_SO;
  }
}
