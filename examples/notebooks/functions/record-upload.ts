import { asAdmin, type FileEvent } from 'cdk-plinth/server';
import type { Backend } from '../client/index.js';

/** Runs when a file has been stored: keeps it in the owner's activity. */
export async function handler(event: FileEvent<Backend>) {
  const { name, owner, size } = event.file;
  await asAdmin(event).data.activity.create({ what: `${size} bytes stored`, subject: name }, { owner });
}
