import { asAdmin, type ChangeEvent } from 'cdk-plinth/server';
import type { Backend } from '../client/index.js';

/** Runs after each change of a note, in order for one note. */
export async function handler(event: ChangeEvent<Backend, 'notes'>) {
  const note = event.newItem ?? event.oldItem;
  if (!note?.owner) return;
  await asAdmin<Backend>(event).data.activity.create({ what: `note ${event.operation}d`, subject: note.id, person: note.owner });
}
