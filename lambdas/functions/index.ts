import { openAtInit, readContext } from '../shared/entry.js';
import { functionsHandler } from './handler.js';

export const handler = openAtInit(async () => functionsHandler(await readContext(process.env, __dirname)));
