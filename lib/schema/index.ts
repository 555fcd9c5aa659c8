export * from './condition';
export { Field } from './field';
export * from './field-options';
export * from './operation';
export * from './rule';
