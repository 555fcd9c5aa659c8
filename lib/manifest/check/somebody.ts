import { anyone, mayAdmit } from '../access';
import { admission, ruledModel } from '../admission';
import type { Expression } from '../expression';
import type { RuleSpec } from '../rules';
import type { Fault } from './fault';
import type { Guarded } from './guarded';

/** Checks that a rule, whose parts are right, admits somebody to something. */
export function* checkSomebody(rule: RuleSpec, path: string, { operations, fields, related }: Guarded): Iterable<Fault> {
  const model = related && related.models[related.model];
  const ruled = { rules: [rule], fields, related: model && ruledModel(related, model).related };
  const somebody = anyone(ruled);
  const admitted = (operations.length === 0 ? [undefined] : operations).filter((operation) => mayAdmit(ruled, operation, somebody));
  const contradictions = admitted.map((operation) => contradictionIn(admission(ruled, operation, somebody)));
  if (admitted.length === 0 && (rule.allow === 'allOf' || rule.allow === 'anyOf')) {
    const named = rule.rules.map((each) => each.operations?.join(' and ') ?? 'all').join(' | ');
    yield {
      path,
      message: `no operation is left that all of it admits to (${named}), so it admits nobody; name operations on the ${rule.allow} itself: Rule.${rule.allow}(…).read()`,
    };
  } else if (contradictions.length > 0 && contradictions.every((each) => each !== undefined)) {
    yield {
      path,
      message: `no item is both: "${contradictions[0]}" would need two values at once, so it admits nobody; use Condition.oneOf(…), or a rule for each`,
    };
  }
}

/** A field that would have to equal two values at once for an expression to hold. */
function contradictionIn(expression: Expression): string | undefined {
  if (expression.op === 'or') {
    const all = expression.of.map(contradictionIn);
    return all.every((each) => each !== undefined) ? all[0] : undefined;
  }
  if (expression.op !== 'and') {
    return undefined;
  }
  const values = new Map<string, unknown>();
  for (const each of expression.of) {
    const name = each.op === 'eq' ? each.path.join('.') : undefined;
    if (each.op === 'eq' && name !== undefined) {
      if (values.has(name) && values.get(name) !== each.value) {
        return name;
      }
      values.set(name, each.value);
    }
  }
  return expression.of.map(contradictionIn).find((each) => each !== undefined);
}
