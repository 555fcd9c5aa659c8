import * as fc from 'fast-check';
import type { Comparable, Expression } from '../../lib/manifest/index';

const text = fc.constantFrom('', 'a', 'ab', 'b', 'é', '\u{1F600}', '\uFF01');
const number = fc.constantFrom(-1, 0, 0.5, 2, 10);
const value: fc.Arbitrary<Comparable> = fc.oneof(text, number, fc.boolean());
const path = fc.constantFrom(['text'], ['number'], ['flag'], ['list'], ['set'], ['object', 'text'], ['object', 'number'], ['nothing']);
const notEmpty = text.filter((each) => each !== '');

const comparison: fc.Arbitrary<Expression> = fc.oneof(
  fc.record({ op: fc.constantFrom('eq', 'ne'), path, value }),
  // Of a boolean nothing is asked that has an order: DynamoDB refuses it.
  fc.record({ op: fc.constantFrom('lt', 'le', 'gt', 'ge'), path, value: fc.oneof(text, number) }),
  fc
    .oneof(text, number)
    .chain((from) =>
      fc.record({ op: fc.constant('between' as const), path, from: fc.constant(from), to: typeof from === 'string' ? text : number }),
    ),
  fc.record({ op: fc.constant('in' as const), path, values: fc.array(value, { minLength: 1, maxLength: 4 }) }),
  fc.record({ op: fc.constant('beginsWith' as const), path: fc.constantFrom(['text'], ['nothing'], ['object', 'text']), value: notEmpty }),
  fc.record({ op: fc.constant('contains' as const), path: fc.constantFrom(['text'], ['nothing'], ['object', 'text']), value: notEmpty }),
  fc.record({ op: fc.constant('includes' as const), path: fc.constantFrom(['list'], ['nothing']), value }),
  fc.record({ op: fc.constant('includes' as const), path: fc.constant(['set']), value: notEmpty }),
  fc.record({ op: fc.constant('exists' as const), path }),
);

/** What may be asked of an item, in every word but `related`. */
export const anyExpression: fc.Arbitrary<Expression> = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    comparison,
    fc.record({ op: fc.constant('not' as const), of: tie('expression') }),
    fc.record({ op: fc.constantFrom('and', 'or'), of: fc.array(tie('expression'), { minLength: 2, maxLength: 3 }) }),
  ),
})).expression;

/** The fields that those expressions ask, each of which an item may lack. */
export const anyItem = fc.record(
  {
    text,
    number,
    flag: fc.boolean(),
    list: fc.array(value, { maxLength: 3 }),
    set: fc.uniqueArray(notEmpty, { minLength: 1, maxLength: 3 }),
    object: fc.record({ text, number }, { requiredKeys: [], noNullPrototype: true }),
  },
  { requiredKeys: [], noNullPrototype: true },
);
