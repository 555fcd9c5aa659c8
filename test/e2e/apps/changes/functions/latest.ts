import { asCaller } from 'cdk-plinth/server';

/** An application has the types of its events generated; this one serves several declarations. */
type AnyEvent = any;

/** The title of the caller's newest note. */
export async function handler(event: AnyEvent) {
  const { data }: AnyEvent = asCaller(event);
  const { items } = await data.notes.newest({ owner: 'me', order: 'desc', limit: 1 });
  return { title: items[0]?.title };
}
