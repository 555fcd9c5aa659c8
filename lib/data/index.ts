export * from './data';
export * from './dispatcher';
export * from './model';
export * from './model-props';
export * from './relation';
export * from './relation-options';
