import { asCaller, type CallEvent } from 'cdk-plinth/server';

/** The part of the backend that this function works with. An application has this type generated: it is the client's `Backend`. */
interface Changes {
  readonly data: {
    readonly notes: {
      readonly item: { readonly id: string; readonly title: string };
      readonly create: object;
      readonly update: object;
      readonly queries: { readonly newest: { readonly owner: string; readonly order: 'desc'; readonly limit: number } };
      readonly list: never;
    };
  };
  readonly functions: { readonly latest: { readonly input: object } };
  readonly files: never;
  readonly topics: never;
}

/** The title of the caller's newest note. */
export async function handler(event: CallEvent<Changes, 'latest'>) {
  const { items } = await asCaller<Changes>(event).data.notes.newest({ owner: 'me', order: 'desc', limit: 1 });
  return { title: items[0]?.title };
}
