import { asAdmin, type ChangeEvent } from 'cdk-plinth/server';
import type { Backend } from '../client/index.js';

/** Runs after each change of a note, in order for one note: keeps it in the owner's activity, and tells followers of `news` what is published. */
export async function handler(event: ChangeEvent<Backend, 'notes'>) {
  const { data, push } = asAdmin(event);
  const note = event.newItem ?? event.oldItem;
  if (!note?.owner) return;
  await data.activity.create({ what: `note ${event.operation}d`, subject: note.id }, { owner: note.owner });
  if (event.newItem?.published && !event.oldItem?.published) await push.toTopic('news', { title: note.title, body: 'A new note' });
}
