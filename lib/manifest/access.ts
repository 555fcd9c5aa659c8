import type { ModelSpec } from './manifest';
import { GUEST, OPERATIONS, type Caller, type ConditionSpec, type Operation, type RuleSpec } from './rules';

/** What of an item rules look at: `owner` and the fields of conditions. */
export type RuledItem = Readonly<Record<string, unknown>>;

/**
 * Whether a rule admits `caller` to `operation` on `item`. Without a rule that does, the answer is no.
 *
 * @param operation absent for what is not divided (calling a function, subscribing to a topic): a rule that names operations admits to none of it.
 * @param item the item as it is, or, for a create, as it will be (`owner` set to the caller's). Without one, no owner rule and no condition is met.
 */
export function admits(rules: readonly RuleSpec[], operation: Operation | undefined, caller: Caller, item: RuledItem | undefined): boolean {
  return rules.some((rule) => ruleAdmits(rule, operation, caller, { known: item ?? {}, whole: true }));
}

/**
 * Whether `caller` could be admitted to `operation` on some item: asked before anything is read.
 * No means 403 (401 for a guest, who may yet sign in), whatever exists. Where it is yes, an item that the caller may not read is 404, like one that is not there.
 */
export function mayAdmit(rules: readonly RuleSpec[], operation: Operation | undefined, caller: Caller): boolean {
  return couldAdmit(rules, operation, caller, {});
}

/**
 * Whether `caller` could be admitted to `operation` on an item of which only `known` is known, as all results of a query have some values in
 * common: no, where every rule fails on that already. Then nothing need be read.
 * @param known absent fields may have any value
 */
export function couldAdmit(rules: readonly RuleSpec[], operation: Operation | undefined, caller: Caller, known: RuledItem): boolean {
  return rules.some((rule) => ruleAdmits(rule, operation, caller, { known }));
}

/** Whether a caller without a session could be admitted: to `operation`, or, where none is named, to anything. It decides which guest routes exist. */
export function admitsGuests(rules: readonly RuleSpec[], operation?: Operation): boolean {
  const operations = operation === undefined ? [undefined, ...OPERATIONS] : [operation];
  return operations.some((each) => mayAdmit(rules, each, GUEST));
}

/** Whether there could be a caller who is admitted to `operation` on some item. What nobody can do needs no method and no description. */
export function admitsAnyone(rules: readonly RuleSpec[], operation?: Operation): boolean {
  return mayAdmit(rules, operation, { owner: 'anyone', groups: groupsIn(rules) });
}

/** Whether items of a model say who owns them: a rule asks for it, or an index uses it. */
export function isOwned({ rules, indexes }: Pick<ModelSpec, 'rules' | 'indexes'>): boolean {
  return usesOwner(rules) || Object.values(indexes).some(({ partition, sort }) => partition.includes('owner') || sort.includes('owner'));
}

/** Whether any rule asks who owns an item. */
export function usesOwner(rules: readonly RuleSpec[]): boolean {
  return rules.some((rule) => rule.allow === 'owner' || (rule.allow === 'allOf' && usesOwner(rule.rules)));
}

/** The fields that conditions of these rules look at, each once. */
export function conditionFields(rules: readonly RuleSpec[]): string[] {
  const names = rules.flatMap((rule) => [
    ...(rule.when ?? []).map((condition) => condition.field),
    ...(rule.allow === 'allOf' ? conditionFields(rule.rules) : []),
  ]);
  return [...new Set(names)];
}

function groupsIn(rules: readonly RuleSpec[]): string[] {
  return rules.flatMap((rule) => (rule.allow === 'group' ? [rule.group] : rule.allow === 'allOf' ? groupsIn(rule.rules) : []));
}

/** An item as far as it is known: where it is not the whole, what is absent may have any value. */
interface Knowledge {
  readonly known: RuledItem;
  readonly whole?: boolean;
}

function ruleAdmits(rule: RuleSpec, operation: Operation | undefined, caller: Caller, item: Knowledge): boolean {
  if (rule.operations !== undefined && (operation === undefined || !rule.operations.includes(operation))) {
    return false;
  }
  if (!(rule.when ?? []).every(({ field, value }) => mayHold(item, field, value))) {
    return false;
  }
  switch (rule.allow) {
    case 'guest':
      return true;
    case 'authenticated':
      return caller.owner !== undefined;
    case 'owner':
      return caller.owner !== undefined && mayHold(item, 'owner', caller.owner);
    case 'group':
      return caller.groups.includes(rule.group);
    case 'allOf':
      return rule.rules.length > 0 && rule.rules.every((each) => ruleAdmits(each, operation, caller, item));
    default:
      // A kind of rule that a newer declaration knows and this code does not: it admits nobody.
      return false;
  }
}

/** Whether a field has a value, as far as is known. In a whole item a field that is absent meets no condition, `isFalse` included. */
function mayHold({ known, whole = false }: Knowledge, field: string, value: ConditionSpec['value']): boolean {
  return Object.hasOwn(known, field) ? known[field] === value : !whole;
}
