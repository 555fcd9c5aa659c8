import type { Manifest } from '../manifest';
import { BACKEND_ID_PATTERN } from '../names';
import { checkStructure } from '../structure';
import { checkAuth } from './auth';
import { checkData } from './data';
import type { Fault } from './fault';
import { checkFiles } from './files';
import { checkFunctions } from './functions';
import { checkPush } from './push';
import { checkTokens } from './tokens';
import { checkTypes } from './types';

export { at, type Fault, formatFaults, isWithin, unknownName } from './fault';

const CHECKS = [checkBackendId, checkAuth, checkData, checkFiles, checkFunctions, checkPush, checkTypes];

/** Every fault of a declaration; none means that it can work. */
export function checkManifest(manifest: Manifest): Fault[] {
  const tokens = [...checkTokens(manifest)];
  const structure = [...checkStructure(manifest)];
  const meaning = structure.length > 0 ? [] : CHECKS.flatMap((check) => [...check(manifest)]);
  // What is a token breaks other rules too, and says nothing about them.
  const unknowable = new Set(tokens.map((fault) => fault.path));
  return [...tokens, ...[...structure, ...meaning].filter((fault) => !unknowable.has(fault.path))];
}

function* checkBackendId({ backendId }: Manifest): Iterable<Fault> {
  if (!BACKEND_ID_PATTERN.test(backendId)) {
    const message = `a backend's id is a letter and up to 127 letters, digits and hyphens, is ${JSON.stringify(backendId)}; give one: \`backendId: "shop"\``;
    yield { path: 'backendId', message };
  }
}
