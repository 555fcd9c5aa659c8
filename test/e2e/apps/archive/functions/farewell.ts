import { asAdmin, type ChangeEvent } from 'cdk-plinth/server';

interface Archive {
  readonly data: {
    readonly notes: { item: { id: string }; create: object; update: object; queries: object; list: never };
    readonly farewells: { item: { id: string }; create: { note: string }; update: object; queries: object; list: never };
  };
  readonly functions: object;
  readonly files: never;
  readonly topics: never;
}

/** Notes each note that is deleted, whoever deletes it. */
export async function handler(event: ChangeEvent<Archive, 'notes'>) {
  if (event.operation === 'delete') await asAdmin<Archive>(event).data.farewells.create({ note: event.id });
}
