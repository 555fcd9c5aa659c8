import type { AdminData, CallerData, Item, OwnedItem } from '../../../client/data';

/** A type as the generator writes it. */
export interface Backend {
  data: Models;
  asCaller: CallerData<Models>;
  asAdmin: AdminData<Models>;
  functions: {
    summarize: { input: { note: string; most: number }; output: { words: number } };
    greet: { input: {}; output: {}; guest: true };
  };
  files: 'attachments' | 'pictures';
  topics: 'news';
}

export interface Models {
  notes: NotesModel;
  logs: LogsModel;
}

export interface NotesItem extends OwnedItem {
  title: string;
  text?: string;
  published: boolean;
}

export interface NotesModel {
  item: NotesItem;
  defaults: 'published';
  indexes: { newest: ['owner', 'createdAt'] };
}

export interface LogsItem extends Item {
  what: string;
}

export interface LogsModel {
  item: LogsItem;
  without: 'create' | 'list' | 'count';
}
