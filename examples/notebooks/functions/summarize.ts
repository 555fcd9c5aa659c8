import { asCaller, type CallHandler } from 'cdk-plinth/server';
import type { Backend } from '../client/index.js';

/** Called by the client. Reads the note with the caller's own rights, so nobody learns of another's note. */
export const handler: CallHandler<Backend, 'summarize'> = async (event) => {
  const note = await asCaller(event).data.notes.get(event.input.note);
  const text = note.text ?? '';
  return { words: text.split(/\s+/u).filter(Boolean).length, firstLine: text.split('\n')[0] };
};
