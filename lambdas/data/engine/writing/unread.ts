import { and, type Expression, relationsIn } from '../../../../lib/manifest/index.js';
import { condition, type Placeholders } from '../expressions.js';
import { admissionTo, type Intent } from './intent.js';
import { isThere } from './looks.js';

/** What an item must be that nobody has read; nothing where that hangs on related items, which must be read. */
export function requiredOf(intent: Intent, fields?: Iterable<string>): Expression | undefined {
  const required = and([admissionTo(intent, fields), intent.condition]);
  return relationsIn(required).length > 0 ? undefined : required;
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
