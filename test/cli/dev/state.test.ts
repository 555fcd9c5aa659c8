import { stateToMend } from '../../../cli/dev/state';
import { deployedStack } from '../support';

test.each([
  ['ROLLBACK_COMPLETE', true],
  ['DELETE_FAILED', true],
  ['UPDATE_ROLLBACK_FAILED', true],
  ['UPDATE_ROLLBACK_COMPLETE', false],
  ['CREATE_COMPLETE', false],
  [undefined, false],
])('a stack in the state %s: begin anew? %s', async (status, anew) => {
  const lines = await stateToMend({ ...deployedStack({}), status: async () => status }, 'Shop');
  const line = `Shop is in the state ${status}: if a corrected deployment does not mend it, begin anew with plinth dev --reset`;
  expect(lines).toEqual(anew ? [line] : []);
});
