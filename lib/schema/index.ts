export { Condition } from './condition';
export * from './default-from';
export { Field } from './field';
export * from './field-options';
export * from './operation';
export { Rule } from './rule';
