export * from './backend-function';
export * from './function-props';
export * from './functions';
export * from './trigger';
export { TriggerQueue, type TriggerQueueProps } from './trigger-queue';
