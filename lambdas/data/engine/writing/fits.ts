import type { Plan } from './plan.js';

/**
 * Of an expression, at most: characters, operators and functions, values that `IN` compares with.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-expression-parameters
 */
const MAX_LENGTH = 4096;
const MAX_OPERATORS = 300;
const MAX_IN = 100;

/** Operators, and the names of functions: what follows a `#` or `:` is a placeholder. */
const OPERATOR = /<=|>=|<>|[=<>+]|(?<![#:\w])(?:AND|OR|NOT|IN|BETWEEN)\b|(?<![#:\w])[a-z_]+(?=\()/g;

/** Whether DynamoDB takes what a plan asks of the item: what is longer is asked of the item as it is read. */
export function fits({ actions }: Plan): boolean {
  const { Put, Update, ConditionCheck } = actions[0].request;
  return [(Put ?? Update ?? ConditionCheck)?.ConditionExpression, Update?.UpdateExpression].every(isWithin);
}

function isWithin(expression = ''): boolean {
  if (expression.length > MAX_LENGTH) return false;
  // So short a text has no more of either.
  if (expression.length <= MAX_OPERATORS) return true;
  const compared = [...expression.matchAll(/ IN \(([^)]*)\)/g)].map(([, values = '']) => values.split(',').length);
  return (expression.match(OPERATOR)?.length ?? 0) <= MAX_OPERATORS && compared.every((values) => values <= MAX_IN);
}
