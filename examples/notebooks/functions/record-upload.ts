import { asAdmin, type FileEvent } from 'cdk-plinth/server';
import type { Backend } from '../client/index.js';

/** Runs when a file has been stored. */
export async function handler(event: FileEvent) {
  await asAdmin<Backend>(event).data.activity.create({
    what: `${event.file.size} bytes stored`,
    subject: event.file.name,
    person: event.file.owner,
  });
}
