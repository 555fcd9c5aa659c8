import { asAdmin, type ChangeEvent } from 'cdk-plinth/server';

/** The part of the backend that the function works with. An application has this type generated: it is the client's `Backend`. */
interface Archive {
  readonly data: { readonly notes: { readonly item: { readonly id: string } } };
  readonly asCaller: object;
  readonly asAdmin: { readonly farewells: { create(values: { readonly note: string }): Promise<unknown> } };
  readonly functions: object;
  readonly files: never;
  readonly topics: never;
}

/** Notes each note that is deleted, whoever deletes it. */
export async function handler(event: ChangeEvent<Archive, 'notes'>) {
  if (event.operation === 'delete') await asAdmin(event).data.farewells.create({ note: event.id });
}
