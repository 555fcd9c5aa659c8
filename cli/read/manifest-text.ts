import { type Manifest, readManifest } from '../../lib/manifest/index.js';
import { Failure, messageOf } from '../failure.js';

/** Parses and checks a manifest; `where` is named if it is none. */
export function readManifestText(text: string, where: string): Manifest {
  try {
    return readManifest(JSON.parse(text));
  } catch (error) {
    throw new Failure(`${where} is no manifest that this version of Plinth reads: ${messageOf(error)}`);
  }
}
