import { dataContextOf } from '../data/engine/context.js';
import { createSqs } from '../shared/aws/sqs.js';
import type { LambdaContext } from '../shared/deadline.js';
import { openAtInit, readContext } from '../shared/entry.js';
import type { StreamEvent } from './changes.js';
import { dispatcher } from './handler.js';
import { sourcesOf } from './sources.js';

export const handler = openAtInit(async () => {
  const context = await readContext(process.env, __dirname);
  const dispatch = dispatcher({ sources: sourcesOf(context), sqs: createSqs(context), context: dataContextOf(context) });
  return async (event: StreamEvent, lambda: LambdaContext) => {
    context.deadline.begin(lambda);
    return dispatch(event);
  };
});
