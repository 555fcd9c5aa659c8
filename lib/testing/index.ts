export * from './backend-rules';
