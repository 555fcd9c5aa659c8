import type { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { HandlerOptions } from '../api';
import type { Field, Rule } from '../schema';
import type { Trigger } from './trigger';

/** A function of one's own: an entry file, or any function that exists (which has memory, variables and concurrency already). */
export interface BackendFunctionProps extends HandlerOptions {
  /**
   * A TypeScript or JavaScript file that exports `handler`, from the folder that the app runs in. It is bundled at synthesis by the app's
   * own esbuild (`npm install --save-dev esbuild`), and API Gateway calls it directly.
   * @default - `handler`; one of the two must be given
   */
  readonly entry?: string;

  /**
   * Any function, in any language; an imported one with its role where it has triggers. Clients' calls reach it through Plinth's handler, which checks rule, input and output for it;
   * triggers' calls come as SQS events.
   * @default - `entry`; one of the two must be given
   */
  readonly handler?: IFunction;

  /**
   * What a client sends.
   * @default - nothing
   */
  readonly input?: { [name: string]: Field };

  /**
   * What a client gets back.
   * @default - nothing
   */
  readonly output?: { [name: string]: Field };

  /**
   * Who may call it. Functions have no operations and no owner.
   * @default - no client may; it is for triggers only
   */
  readonly rules?: Rule[];

  /**
   * What else calls it.
   * @default - nothing
   */
  readonly triggers?: Trigger[];

  /**
   * How many calls each queue of its triggers makes at once, 2 to 1,000: for a database or a service behind it that takes no more.
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
   * @default - as many as the account's concurrency admits
   */
  readonly maxConcurrency?: number;

  /**
   * How long a call may take, up to 15 minutes. Clients wait 30 s, and synthesis warns of more. For a given function it only says what that is set to, for its queues.
   * @default - 29 seconds for an entry file, and what a given function is set to where that is known
   */
  readonly timeout?: Duration;
}
