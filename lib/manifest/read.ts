import { formatFaults } from './check/fault';
import { MANIFEST_VERSION, type Manifest } from './manifest';
import { checkStructure } from './structure';

/** Takes parsed JSON for a manifest. Throws an `Error` that names every fault of its structure, or says that a newer version wrote it. */
export function readManifest(json: unknown): Manifest {
  const version = (json as Partial<Manifest> | null | undefined)?.manifestVersion as number | undefined;
  if (typeof version === 'number' && version > MANIFEST_VERSION) {
    throw new Error(`The manifest is of version ${version}, and this cdk-plinth reads ${MANIFEST_VERSION} at most: update cdk-plinth.`);
  }
  const faults = checkStructure(json);
  if (faults.length > 0) {
    throw new Error(formatFaults(faults));
  }
  return json as Manifest;
}
