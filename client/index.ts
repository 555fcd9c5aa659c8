/** `cdk-plinth/client`: what every generated client shares, for code that is not generated. */
export type { BackendConfig, CallOptions, Checks, ClientOptions, Fetch, FieldProblem, TokenProvider } from './core/config.js';
export { BackendError, type ErrorCode } from './core/error.js';
export type { Page, Pages } from './core/pages.js';
export { type BackendStorage, memoryStorage, webStorage } from './core/storage.js';
