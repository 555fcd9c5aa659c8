import { made } from '../structs';
import { Rule } from './rule';

/** What stands in for a wrong one is looked at by nobody: what it guards is refused. */
export const RULE = made(Rule, 'Rule.owner()', Rule.authenticated());
