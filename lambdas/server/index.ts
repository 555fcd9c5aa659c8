/**
 * `cdk-plinth/server`: a backend's data, files and push inside a user's own function, by the same engines as behind its HTTP API, without a
 * call of it.
 * @packageDocumentation
 */
import { processContext } from './context.js';
import { createServer, type Server } from './server.js';

const server = createServer(processContext);

/**
 * The backend with the rights of whoever called the function: the rules hold as they do for the client.
 * `asCaller(event).data.notes.get(id)`, where the event is a `CallEvent<Backend, …>`; a Problem that it throws, uncaught, is the function's answer.
 */
export const asCaller: Server['asCaller'] = server.asCaller;

/**
 * The backend with every right that the function's role was granted: no rule is asked.
 * `asAdmin(event).data.activity.create({ … })`; a Problem that it throws, uncaught, is a failure of the function.
 */
export const asAdmin: Server['asAdmin'] = server.asAdmin;

export type { Page } from '../shared/page.js';
export { Problem } from '../shared/problem.js';
export type { AnyBackend } from './backend.js';
export type { CallEvent, CallHandler, ChangeEvent, FileEvent, ScheduleEvent, TriggerEvent } from './events.js';
export type { FileCalls, FileListOptions, FileName, UploadOptions } from './files.js';
export type { Delivery, PushMessage } from '../push/engine/index.js';
export type { Pages } from './pages.js';
export type { PushCalls } from './push.js';
export type { AdminCalls, CallerCalls } from './server.js';
