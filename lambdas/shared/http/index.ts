export { accepted, created, json, jsonText, noContent, problemBody } from './answer.js';
export { etag, versionIn } from './etag.js';
export type { HttpAnswer, HttpEvent } from './event.js';
export { type HttpHandler, httpHandler, problemOf } from './handler.js';
export { Request } from './request.js';
export { type Route, type Router, router } from './router.js';
