import type { Deployed } from '../read/deployed.js';

/** A line for each of these stacks that a corrected deployment may not mend: one that never came to be, or that could not be taken back. */
export async function stateToMend(deployed: Deployed, stackNames: readonly string[]): Promise<string[]> {
  const states = await Promise.all(stackNames.map(async (name) => ({ name, status: (await deployed.status(name)) ?? '' })));
  return states
    .filter(({ status }) => status.endsWith('_FAILED') || status === 'ROLLBACK_COMPLETE')
    .map(
      ({ name, status }) => `${name} is in the state ${status}: if a corrected save does not mend it, begin anew with plinth dev --reset`,
    );
}
