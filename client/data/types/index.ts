/** What the calls of data take and give. It all follows from one `Model` for each declared model, which the generator writes. */
export type * from './calls.js';
export type * from './filters.js';
export type * from './model.js';
export type * from './queries.js';
