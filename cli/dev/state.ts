import type { Deployed } from '../read/deployed.js';

/** A line of a stack that a corrected deployment may not mend: one that never came to be, or that could not be taken back. */
export async function stateToMend(deployed: Deployed, stackName: string): Promise<string[]> {
  const status = (await deployed.status(stackName).catch(() => undefined)) ?? '';
  if (!status.endsWith('_FAILED') && status !== 'ROLLBACK_COMPLETE') return [];
  return [`${stackName} is in the state ${status}: if a corrected deployment does not mend it, begin anew with plinth dev --reset`];
}
