export * from './auth';
export * from './auth-options';
export * from './token-lifetimes';
