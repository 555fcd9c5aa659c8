import { createSqs } from '../shared/aws/sqs.js';
import { openAtInit, readContext } from '../shared/entry.js';
import { dispatcher } from './handler.js';
import { sourcesOf } from './sources.js';

export const handler = openAtInit(async () => {
  const context = await readContext(process.env, __dirname);
  return dispatcher({ sources: sourcesOf(context), sqs: createSqs(context) });
});
