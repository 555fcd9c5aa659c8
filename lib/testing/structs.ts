import { Operation } from '../schema';
import { ANYTHING, list, named, oneOf, struct, TEXT, textLike } from '../structs';
import type { RuleCaller, RuleQuestion } from './backend-rules';

const RULE_CALLER = struct<RuleCaller>(
  { owner: textLike('ann'), groups: list(textLike('editors')), claims: named(ANYTHING, 'tenant') },
  "{ owner: 'ann', groups: ['editors'] }",
);

export const RULE_QUESTION = struct<RuleQuestion>(
  {
    model: textLike('notes'),
    fileSpace: TEXT,
    functionName: TEXT,
    topic: TEXT,
    operation: oneOf<Operation>('Operation', Operation),
    caller: RULE_CALLER,
    item: named(ANYTHING, 'title'),
    becomes: named(ANYTHING, 'title'),
    related: named(ANYTHING, 'notebook'),
  },
  "{ model: 'notes', operation: Operation.GET }",
);
