import { openAtInit, readContext } from '../shared/entry.js';
import { filesHandler } from './handler.js';

export const handler = openAtInit(async () => filesHandler(await readContext(process.env, __dirname)));
