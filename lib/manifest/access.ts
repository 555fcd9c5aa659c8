import { admission, MAX_RELATED, type Ruled } from './admission';
import { couldHold, holds, type Relative, type Relatives, type RuledItem } from './evaluate';
import type { Fields, FieldSpec } from './fields';
import type { ModelSpec } from './manifest';
import { GUEST, OPERATIONS, type Caller, type Operation, type RuleSpec } from './rules';

/**
 * Whether a rule admits `caller` to `operation` on `item`. Without a rule that does, the answer is no.
 *
 * @param item the item as it is, or, for a create, as it will be (`owner` set to the caller's). Without one, no owner rule and no condition is met.
 * @param related the items that its relations name; what is not there, `related` rules do not admit by
 */
export function admits(ruled: Ruled, operation: Operation | undefined, caller: Caller, item: RuledItem = {}, related?: Relatives): boolean {
  return holds(admission(ruled, operation, caller), item, related);
}

/** What the rules of a model are asked for an operation on its items: nobody receives by a list what he could not get by its id. */
export function operationsAsked(operation: Operation | undefined): readonly (Operation | undefined)[] {
  return operation === 'list' ? ['list', 'get'] : [operation];
}

/**
 * Whether `caller` is admitted to all that a call asks.
 * @param operations as {@link operationsAsked} has them
 * @param states the item as it is, and, of an update, as it becomes: nobody changes what he may not, nor into what he may not
 */
export function admitsAll(
  ruled: Ruled,
  operations: readonly (Operation | undefined)[],
  caller: Caller,
  states: readonly Relative[],
): boolean {
  return operations.every((operation) => states.every(({ item, related }) => admits(ruled, operation, caller, item, related)));
}

/**
 * Whether `caller` could be admitted to `operation` on some item: asked before anything is read.
 * No means 403 (401 for a guest, who may yet sign in), whatever exists. Where it is yes, an item that the caller may not read is 404, like one that is not there.
 */
export function mayAdmit(ruled: Ruled, operation: Operation | undefined, caller: Caller): boolean {
  return couldHold(admission(ruled, operation, caller), {});
}

/** Whether a caller without a session could be admitted: to `operation`, or, where none is named, to anything. It decides which guest routes exist. */
export function admitsGuests(ruled: Ruled, operation?: Operation): boolean {
  const operations = operation === undefined ? [undefined, ...OPERATIONS] : [operation];
  return operations.some((each) => mayAdmit(ruled, each, GUEST));
}

/** Whether there could be a caller who is admitted to `operation` on some item. What nobody can do needs no method and no description. */
export function admitsAnyone(ruled: Ruled, operation?: Operation): boolean {
  return mayAdmit(ruled, operation, anyone(ruled));
}

/** Whether items of a model say who owns them: a rule asks for it, or an index uses it. */
export function isOwned(model: Pick<ModelSpec, 'rules' | 'indexes' | 'idFrom'> & { readonly fields?: Fields }): boolean {
  const indexes = Object.values(model.indexes);
  return (
    rulesOf(model).some(({ allow }) => allow === 'owner') ||
    model.idFrom?.includes('owner') === true ||
    indexes.some(({ partition, sort }) => partition.includes('owner') || sort.includes('owner'))
  );
}

/** What leaves the backend of an item: declared and system fields, in that order. */
export function itemFields(model: ModelSpec): string[] {
  return ['id', ...Object.keys(model.fields), ...(isOwned(model) ? ['owner'] : []), 'version', 'createdAt', 'updatedAt'];
}

/** Whether a rule asks those of a related item. */
export function followsRelations(rules: readonly RuleSpec[]): boolean {
  return rules.flatMap(partsOf).some(({ allow }) => allow === 'related');
}

/** The rules of a field as rules of its item: who by one of the model's may read or write it must be admitted by one of these too. */
export function ruledField(ruled: Ruled, rules: readonly RuleSpec[]): Ruled {
  return { rules, fields: ruled.fields, related: ruled.related };
}

/** The fields by whose values rules say whom they admit; those by which they are limited to some items are not among them. */
export function openersOf(rules: readonly RuleSpec[], relations: ModelSpec['relations'] = {}): string[] {
  return rules.flatMap(partsOf).flatMap((rule) => {
    switch (rule.allow) {
      case 'owners':
      case 'groupIn':
      case 'claim':
        return [rule.field];
      case 'related':
        return relations[rule.relation]?.field ?? [];
      default:
        return [];
    }
  });
}

/** Rules of a model and of its fields, and all that they are made of. */
function rulesOf({ rules, fields = {} }: { readonly rules: readonly RuleSpec[]; readonly fields?: Fields }): RuleSpec[] {
  return [...rules, ...Object.values(fields).flatMap((field: FieldSpec) => field.rules ?? [])].flatMap(partsOf);
}

function partsOf(rule: RuleSpec): RuleSpec[] {
  return [rule, ...(rule.allow === 'allOf' || rule.allow === 'anyOf' ? rule.rules.flatMap(partsOf) : [])];
}

/** Someone who is in every group and has every claim that the rules ask for. */
export function anyone(ruled: Ruled): Caller {
  const rules = reachable(ruled, 0);
  return {
    owner: 'anyone',
    groups: ['anyone', ...rules.flatMap((rule) => (rule.allow === 'group' ? [rule.group] : []))],
    claims: Object.fromEntries(rules.flatMap((rule) => (rule.allow === 'claim' ? [[rule.claim, 'anyone']] : []))),
  };
}

/** The rules, and those of the items that they follow relations to. */
function reachable(ruled: Ruled, depth: number): RuleSpec[] {
  return ruled.rules.flatMap(partsOf).flatMap((rule) => {
    const other = rule.allow === 'related' && depth < MAX_RELATED ? ruled.related?.(rule.relation) : undefined;
    return other === undefined ? [rule] : [rule, ...reachable(other, depth + 1)];
  });
}
