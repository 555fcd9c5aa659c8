export * from './api';
export * from './auth';
export * from './backend';
export * from './data';
export * from './files';
export * from './functions';
export * from './push';
export * from './schema';
