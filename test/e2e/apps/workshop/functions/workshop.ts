interface Model<Item> {
  readonly item: Item & { readonly id: string };
  readonly create: Partial<Item>;
  readonly update: Partial<Item>;
  readonly queries: object;
  readonly list: never;
}

/** The part of the backend that the functions work with. An application has this type generated: it is the client's `Backend`. */
export interface Workshop {
  readonly data: {
    readonly parts: Model<{ name: string }>;
    readonly tasks: Model<{ title: string; done: boolean }>;
    readonly echoes: Model<{ count: number }>;
    readonly sightings: Model<{ subject: string; what: string; detail: unknown }>;
  };
  readonly functions: {
    readonly readPart: { readonly input: { readonly part: string; readonly as: 'caller' | 'admin' } };
    readonly send: { readonly input: { readonly to?: string; readonly topic?: 'news' | 'desk'; readonly title: string } };
  };
  readonly files: 'papers' | 'mirrors';
  readonly topics: 'news' | 'desk';
}
