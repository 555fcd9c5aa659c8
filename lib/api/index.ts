export { BackendApi, type BackendApiProps } from './backend-api';
export * from './capability';
export type { ClientOptions } from './client-folder';
export * from './environment';
export * from './handler';
export * from './handler-options';
export { HandlerCode } from './handler-code';
export * from './http-front';
export type { RouteOptions } from './route-table';
