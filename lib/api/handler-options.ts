/** How a function of Plinth's runs. */
export interface HandlerOptions {
  /**
   * MiB of memory, and CPU in proportion.
   * @default 1024
   */
  readonly memorySize?: number;

  /**
   * How many calls of it may run at once, kept for it out of what the account has; API Gateway answers 503 to more.
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
   * @default - as many as the account has left, and none kept for it
   */
  readonly reservedConcurrentExecutions?: number;

  /**
   * Variables beside Plinth's own, with which they have 4 kB.
   * @default - none
   */
  readonly environment?: { [name: string]: string };
}
