import { CONDITIONS } from './conditions';
import { GROUPS } from './groups';
import { JOINED } from './joined';
import { PEOPLE } from './people';
import { RELATED } from './related';

/**
 * Who may do what with which item, by which rules: one table, written down case by case and not by the code that decides.
 * `test/rules/table.test.ts` holds the engine to every row of it, `test/e2e/rules.test.ts` a deployed backend to a part of them.
 */
export const TABLE = [...PEOPLE, ...GROUPS, ...JOINED, ...RELATED, ...CONDITIONS];
