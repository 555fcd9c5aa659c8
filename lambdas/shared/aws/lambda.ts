import { type CallOptions, createTransport, type TransportOptions } from './transport.js';

export interface Invocation {
  /** What the function returned, or its error, as JSON text. */
  readonly payload: string;
  /** `Handled` or `Unhandled` where the function threw. */
  readonly functionError?: string;
}

export interface Lambda {
  /**
   * Calls a function and waits for its answer, at most 29 s: API Gateway waits no longer. Sent again only if it surely did not run.
   * @param payload JSON text, at most 6 MB.
   * @throws AwsError such as `ResourceNotFoundException`, `TooManyRequestsException`, `TimeoutError`
   * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
   */
  invoke(functionName: string, payload: string, options?: CallOptions): Promise<Invocation>;
}

export function createLambda(options: TransportOptions): Lambda {
  const limits = { attempt: 29_000, total: 29_000, ...options.limits };
  const send = createTransport({ name: 'lambda', id: 'LAMBDA' }, { ...options, limits });
  return {
    async invoke(functionName, payload, { signal, deadline } = {}) {
      const path = `/2015-03-31/functions/${encodeURIComponent(functionName)}/invocations`;
      const answer = await send({
        path,
        headers: { 'Content-Type': 'application/json' },
        body: payload,
        repeatable: false,
        signal,
        deadline,
      });
      return { payload: answer.body.toString(), functionError: answer.headers['x-amz-function-error'] as string | undefined };
    },
  };
}
