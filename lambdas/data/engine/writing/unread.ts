import { and, type Expression, relationsIn } from '../../../../lib/manifest/index.js';
import { condition, type Placeholders } from '../expressions.js';
import { admissionTo, type Intent } from './intent.js';
import { isThere } from './looks.js';
import { readable } from './revealing.js';

/** What an item must be that nobody has read; nothing where that hangs on related items, which must be read. */
export function requiredOf(intent: Intent, fields?: Iterable<string>): Expression | undefined {
  const required = shortened(and([admissionTo(intent, fields), readable(intent), intent.condition]));
  return relationsIn(required).length > 0 ? undefined : required;
}

/** Mostly who may write an item may read it: what is said twice is said once, and what one part says no other need leave open. */
function shortened(required: Expression): Expression {
  if (required.op !== 'and') return required;
  const texts = required.of.map((part) => JSON.stringify(part));
  const isSaid = (part: Expression, i: number) =>
    texts.indexOf(texts[i] as string) < i || (part.op === 'or' && part.of.some((each) => texts.includes(JSON.stringify(each))));
  return and(required.of.filter((part, i) => !isSaid(part, i)));
}

/**
 * The same as a condition: there is such an item, at the version that is asked for if one is.
 * @param now milliseconds since the epoch: what has ended by then is not there
 */
export function conditionOn({ model, ifVersion }: Intent, required: Expression, now: number, placeholders: Placeholders): string {
  const parts = [isThere(model, now, placeholders)];
  if (typeof ifVersion === 'number') parts.push(`${placeholders.name('version')} = ${placeholders.value({ N: String(ifVersion) })}`);
  if (required.op !== 'always') parts.push(condition(required, placeholders));
  return parts.join(' AND ');
}
