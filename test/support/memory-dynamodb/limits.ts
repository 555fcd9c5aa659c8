import type { Meant } from './expressions';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-expression-parameters */
const MAX = { characters: 4096, operators: 300, operands: 100 };

/** Why DynamoDB refuses expressions whatever is stored; nothing where it does not. */
export function excessIn(
  { ExpressionAttributeNames = {}, ExpressionAttributeValues = {} }: Meant,
  expressions: readonly string[],
): string | undefined {
  const tokens = expressions.map((expression): readonly string[] => expression.match(/<=|>=|<>|[()=<>,+]|[:#\w]+/g) ?? []);
  const used = new Set(tokens.flat());
  for (const placeholder of [...Object.keys(ExpressionAttributeNames), ...Object.keys(ExpressionAttributeValues)])
    if (!used.has(placeholder)) return `Value provided in the expression unused in expressions: ${placeholder}`;
  for (const [i, expression] of expressions.entries()) {
    if (expression.length > MAX.characters) return 'Expression size has exceeded the maximum allowed size';
    const words = tokens[i] ?? [];
    const operators = words.filter(
      (word, at) => /^(<=|>=|<>|[=<>+]|AND|OR|NOT|IN|BETWEEN)$/.test(word) || (/^[a-z]/.test(word) && words[at + 1] === '('),
    );
    if (operators.length > MAX.operators) return 'The expression contains too many operators';
    const operands = words.flatMap((word, at) => (word === 'IN' ? [words.indexOf(')', at) - at] : []));
    // Between the brackets are operands and a comma after all but the last.
    if (operands.some((count) => (count - 1) / 2 > MAX.operands)) return 'The IN operator is provided with too many operands';
  }
  return undefined;
}
