import { openAtInit, readContext } from '../shared/entry.js';
import { pushHandler } from './handler.js';

export const handler = openAtInit(async () => pushHandler(await readContext(process.env, __dirname)));
