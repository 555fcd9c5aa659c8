import type { Manifest, Operation, SpaceSpec } from '../../../lib/manifest/index.js';
import type { Access } from '../../shared/access.js';
import { Problem } from '../../shared/problem.js';
import type { StoredFile } from './index.js';
import { NOBODY } from './names.js';

export interface Space extends SpaceSpec {
  readonly name: string;
}

/** @throws Problem `not-found` */
export function spaceIn(manifest: Manifest, name: string): Space {
  const spaces = manifest.files?.spaces ?? {};
  const spec = Object.hasOwn(spaces, name) ? spaces[name] : undefined;
  if (spec === undefined) throw new Problem('not-found', `There is no file space ${name}.`);
  return { name, ...spec };
}

/** Whether the rules admit to an operation on a file. To them what nobody owns has no owner, whatever a caller's owner claim says. */
export function admits(access: Access, space: Space, operation: Operation, { owner, ...rest }: Partial<StoredFile>): boolean {
  return access.admits(space, operation, owner === NOBODY ? rest : { owner, ...rest });
}
