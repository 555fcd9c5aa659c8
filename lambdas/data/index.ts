import { openAtInit, readContext } from '../shared/entry.js';
import { dataHandler } from './handler.js';

export const handler = openAtInit(async () => dataHandler(await readContext(process.env, __dirname)));
