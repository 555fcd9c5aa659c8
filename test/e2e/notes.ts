import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../support/run';

/** One declaration (docs/python.md has it too) that several versions and languages synthesise; every one must make the same of it. */
const NOTES = join(__dirname, 'apps/notes');

/** Makes a folder for the app, with the function that it bundles. */
export function notesFolder(folder: string): string {
  mkdirSync(folder, { recursive: true });
  cpSync(NOTES, folder, { recursive: true });
  return folder;
}

/** What an app run in a folder has made there. */
export interface Synthesised {
  /** Assets and all: their keys are hashes of handlers and manifest. */
  readonly template: unknown;
  /** The generated types. */
  readonly client: string;
}

export function synthesised(folder: string): Synthesised {
  const template = JSON.parse(readFileSync(join(folder, 'cdk.out/Notes.template.json'), 'utf8'));
  for (const [id, { Properties }] of Object.entries<{ Properties: Record<string, unknown> }>(template.Resources)) {
    // CDK's own handler comes with aws-cdk-lib, and is not ours to compare.
    if (id.startsWith('CustomS3AutoDeleteObjects')) delete Properties.Code;
  }
  return { template, client: readFileSync(join(folder, 'web/src/backend/index.d.ts'), 'utf8') };
}

/** Where apps run by `run` write their assembly. */
export const CDK_OUT = { CDK_OUTDIR: 'cdk.out' };

/** The app in TypeScript, by this checkout and the oldest aws-cdk-lib that it is for. */
export async function synthesiseNotes(folder: string): Promise<Synthesised> {
  await run(process.execPath, ['--import', 'tsx', 'app.ts'], { cwd: notesFolder(folder), env: CDK_OUT });
  return synthesised(folder);
}
