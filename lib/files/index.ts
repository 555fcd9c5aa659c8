export * from './file-space';
export * from './files';
export * from './space-props';
