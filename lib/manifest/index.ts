export * from './binding';
export * from './fields';
export * from './hash';
export * from './manifest';
export * from './names';
export * from './problems';
export * from './routes';
export * from './rules';
