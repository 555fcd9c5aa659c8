import type { AdminData, CallerData, Item } from '../../../../../client/data';

type Model<Fields> = { item: Item & Fields };

interface Models {
  parts: Model<{ name: string }>;
  tasks: Model<{ title: string; done: boolean }>;
  echoes: Model<{ count: number }>;
  sightings: Model<{ subject: string; what: string; detail?: unknown }>;
}

/** The part of the backend that the functions work with. An application has this type generated: it is the client's `Backend`. */
export interface Workshop {
  readonly data: Models;
  readonly asCaller: CallerData<Models>;
  readonly asAdmin: AdminData<Models>;
  readonly functions: {
    readonly readPart: { readonly input: { readonly part: string; readonly as: 'caller' | 'admin' } };
    readonly send: { readonly input: { readonly to?: string; readonly topic?: 'news' | 'desk'; readonly title: string } };
  };
  readonly files: 'papers' | 'mirrors';
  readonly topics: 'news' | 'desk';
}
