import { asAdmin, type FileEvent } from 'cdk-plinth/server';
import type { Workshop } from './workshop';

/** Answers a file with a file of the same space. */
export async function handler(event: FileEvent<Workshop>) {
  const { owner, name } = event.file;
  await asAdmin<Workshop>(event).files.mirrors.upload(new Blob(['again']), { owner, name: `${name}+` });
}
