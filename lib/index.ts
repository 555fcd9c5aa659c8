export * from './api';
export * from './auth';
export * from './backend';
export * from './data';
export * from './schema';
