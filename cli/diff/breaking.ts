import type { FieldSpec } from '../../lib/manifest/index.js';

/**
 * What a deployed client, generated from an earlier declaration, meets after a change. It ignores what it does not know, so what is added or
 * loosened breaks nothing.
 */
const REMOVED: Readonly<Record<string, string>> = {
  model: 'calls of it are answered by 404',
  index: 'queries by it are refused',
  field: 'who sends it is refused, who reads it finds nothing',
  relation: 'who includes it is refused',
  rule: 'whom it alone admitted is refused',
  'file space': 'calls of it are answered by 404',
  function: 'calls of it are answered by 404',
  input: 'who sends it is refused',
  output: 'who reads it finds nothing',
  'push platform': 'its devices are refused, and get no messages',
  topic: 'who subscribes to it is refused',
};

/** What a change of one property of a declared thing does, if it tightens what was. */
const TIGHTENED: Readonly<Record<string, string>> = {
  type: 'values of the earlier type are refused',
  required: 'who does not send it is refused',
  unique: 'a value that another item has is refused',
  immutable: 'who changes it is refused',
  readOnly: 'who sends it is refused',
  hidden: 'who reads it finds nothing',
  ttl: 'items are gone from then on',
  rules: 'who was not admitted by one of them finds nothing, or is refused',
  pattern: 'values that do not match are refused',
  choices: 'values that are left out are refused',
  items: 'values that do not fit are refused',
  index: 'queries by its earlier fields are refused',
  relation: 'who includes it may get others',
  allowScan: 'lists that no index serves are refused',
  idFrom: 'ids are made in another way: items that exist keep theirs',
  ownerClaim: 'people own nothing of what they made before',
  contentTypes: 'files of other types are refused',
};
const LOWER_BOUNDS = ['min', 'minLength', 'minItems'];
const UPPER_BOUNDS = ['max', 'maxLength', 'maxItems', 'maxSize'];

/** Why removing a thing of this kind breaks clients. */
export function removingBreaks(kindOfThing: string): string | undefined {
  return REMOVED[kindOfThing];
}

/** Why adding a thing does: only where it must be sent. */
export function addingBreaks(kindOfThing: string, added: unknown): string | undefined {
  if (kindOfThing !== 'field' && kindOfThing !== 'input') return undefined;
  const { required, defaultValue, defaultFrom, readOnly } = added as FieldSpec;
  return required && !readOnly && defaultValue === undefined && defaultFrom === undefined ? TIGHTENED.required : undefined;
}

/** Why a change of one property does. */
export function changingBreaks(key: string, before: unknown, after: unknown): string | undefined {
  if (LOWER_BOUNDS.includes(key)) return tighter(before, after, 1) ? `values below ${after} are refused` : undefined;
  if (UPPER_BOUNDS.includes(key)) return tighter(before, after, -1) ? `what is above ${after} is refused` : undefined;
  if (key === 'choices' || key === 'contentTypes') return leavesOut(before, after) ? TIGHTENED[key] : undefined;
  if (key === 'allowScan') return after === true ? undefined : TIGHTENED[key];
  // A flag or a limit that is lifted.
  if (after === undefined && before !== undefined) return undefined;
  if (after === false) return undefined;
  return TIGHTENED[key];
}

/** @param sign 1 where a larger bound is the tighter one */
function tighter(before: unknown, after: unknown, sign: number): boolean {
  if (typeof after !== 'number') return false;
  return typeof before !== 'number' || (after - before) * sign > 0;
}

/** A list of what is admitted leaves out something that was: absent admits all. */
function leavesOut(before: unknown, after: unknown): boolean {
  if (!Array.isArray(after)) return false;
  return !Array.isArray(before) || before.some((each) => !after.includes(each));
}
