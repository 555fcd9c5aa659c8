export * from './kind';
export * from './made';
export * from './struct';
