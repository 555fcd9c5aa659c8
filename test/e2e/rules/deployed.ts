import { TABLE } from '../../rules/table';
import { CHANGES, type Changes } from '../../rules/table/changes';
import { type FieldSection, FIELDS_WITH_RULES } from '../../rules/table/fields';
import type { Section } from '../../rules/table/section';

/** The sections of the table whose rules one can declare, and some of those about conditions; each becomes a model. */
const UNDEPLOYED = [
  'without a rule nobody may',
  'allOf and anyOf of nothing admit nobody',
  'a rule of a newer version admits nobody, nor does one with such a condition',
  'a relation that leads nowhere admits nobody',
  // Its items have the ids of their owners: there can be one of each.
  'owners by id: the profile of each',
];
const CONDITIONS = ['isNot', 'text is in the order of its characters', 'of a nested object', 'times, whatever their offset'];

/** By the name of the model. */
export const DEPLOYED: ReadonlyMap<string, Section> = new Map(
  TABLE.filter(({ title, rules }) => !UNDEPLOYED.includes(title) && (CONDITIONS.includes(title) || !isCondition(rules))).map(
    (section, i) => [`section${i}`, section],
  ),
);

export const CHANGED: ReadonlyMap<string, Changes> = new Map(CHANGES.map((changes, i) => [`changes${i}`, changes]));
export const GUARDED: ReadonlyMap<string, FieldSection> = new Map(FIELDS_WITH_RULES.map((field, i) => [`field${i}`, field]));

/** The sections about conditions have one rule, with nothing else. */
function isCondition([rule, ...others]: Section['rules']): boolean {
  return rule?.allow === 'guest' && rule.when !== undefined && rule.operations === undefined && others.length === 0;
}
