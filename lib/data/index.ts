export * from './data';
export * from './model';
export * from './model-props';
export * from './relation';
export * from './relation-options';
