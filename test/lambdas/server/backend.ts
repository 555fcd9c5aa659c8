/** A type as the generator writes it. */
export interface Backend {
  data: {
    notes: {
      item: NotesItem;
      create: { id?: string; title: string; text?: string; published?: boolean };
      update: { title?: string; text?: string | null; published?: boolean };
      queries: { newest: NotesNewestQuery };
      list: NotesNewestQuery;
    };
    logs: { item: { id: string }; create: { what: string }; update: { what?: string }; queries: {}; list: never };
  };
  functions: {
    summarize: { input: { note: string; most: number }; output: { words: number } };
  };
  files: 'attachments' | 'pictures';
  topics: 'news';
}

export interface NotesItem {
  id: string;
  owner: string;
  version: number;
  createdAt: string;
  updatedAt: string;
  title: string;
  text?: string;
  published: boolean;
}

export interface NotesNewestQuery {
  owner: string;
  createdAt?: string | { ge?: string; le?: string };
  order?: 'asc' | 'desc';
  limit?: number;
  cursor?: string;
}
