/** What a rule can admit to. */
export enum Operation {
  /** Make an item, or store a file. */
  CREATE = 'create',
  /** Read one item or file by its id. */
  GET = 'get',
  /** List items or files. */
  LIST = 'list',
  /** Change an item. Files know no update: a stored file is replaced by a new upload. */
  UPDATE = 'update',
  /** Delete an item or a file. */
  DELETE = 'delete',
}
