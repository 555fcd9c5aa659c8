import { ROUTES } from '../../lib/manifest/index.js';
import { createLambda, type Lambda } from '../shared/aws/lambda.js';
import type { Context } from '../shared/entry.js';
import type { CallEvent } from '../shared/events.js';
import { type HttpHandler, httpHandler, json, router } from '../shared/http/index.js';
import { Problem } from '../shared/problem.js';
import { callFunction, functionIn } from './engine.js';
import { invoke, MAX_WAIT } from './invoke.js';

/** The route of the functions that Plinth did not bundle: it checks what goes in and what comes out, and calls them. */
export function functionsHandler(context: Context, log?: (line: string) => void, lambda: Lambda = createLambda(context)): HttpHandler {
  const { manifest, binding, deadline, now } = context;
  return httpHandler({
    ownerClaim: manifest.auth?.ownerClaim,
    deadline,
    log,
    router: router({
      [ROUTES.functions.call]: async (request) => {
        const { caller, id: requestId } = request;
        const spec = functionIn(manifest, request.path('function'));
        const arn = spec.invoke === 'handler' ? binding.functions?.[spec.name] : undefined;
        if (arn === undefined) throw new Problem('not-found', `There is no function ${spec.name} here.`);
        const run = (event: CallEvent) => invoke(lambda, arn, event, now() + MAX_WAIT);
        return json(await callFunction(spec, { caller, requestId, input: request.json() }, run));
      },
    }),
  });
}
