import { type Expression, relationsIn } from '../../../../lib/manifest/index.js';
import type { Item } from '../../../shared/model/item.js';
import type { Model } from '../../../shared/model/model.js';
import { Problem } from '../../../shared/problem.js';
import { condition, type Placeholders } from '../expressions.js';
import { held, type Intent } from './intent.js';
import { isThere, look } from './looks.js';
import type { Action } from './plan.js';

/**
 * That the items are there whose ids an item now holds as relations of its own, and that the caller may get them: nobody learns by a write of
 * an item that he may not read, nor hangs something on it.
 * @throws Problem `validation-failed` where he may not
 */
export async function looksAtParents(
  intent: Intent,
  before: Item | undefined,
  after: Readonly<Record<string, unknown>>,
  now: number,
): Promise<Action[]> {
  const looks: Action[] = [];
  for (const { name, field, parent, id } of newParents(intent, before, after)) {
    const detail = `names none of ${parent.name}`;
    const refusal = new Problem('validation-failed', undefined, { errors: [{ pointer: `/${field}`, detail }] });
    const got = gettable(intent, parent);
    if (relationsIn(got).length === 0) {
      if (got.op === 'never') throw refusal;
      looks.push(look(parent, id, (placeholders) => isGettable(parent, got, now, placeholders), refusal));
      continue;
    }
    // Whether he may hangs on further items, which are read with it.
    const read = await held(intent, { op: 'related', relation: name, of: got }, { [field]: id } as unknown as Item);
    if (read === undefined) throw refusal;
    looks.push(...read);
  }
  return looks;
}

/** Whether it must be read who may hang something on the items that a change names. */
export function mustReadParents(intent: Intent, after: Readonly<Record<string, unknown>>): boolean {
  return newParents(intent, undefined, after).some(({ parent }) => relationsIn(gettable(intent, parent)).length > 0);
}

const gettable = ({ access }: Intent, parent: Model) => access.admission(parent.ruled, 'get');

function isGettable(parent: Model, got: Expression, now: number, placeholders: Placeholders): string {
  const there = isThere(parent, now, placeholders);
  return got.op === 'always' ? there : `${there} AND ${condition(got, placeholders)}`;
}

function newParents({ context, model }: Intent, before: Item | undefined, after: Readonly<Record<string, unknown>>) {
  return Object.entries(model.spec.relations ?? {}).flatMap(([name, relation]) => {
    const id = after[relation.field];
    if (relation.kind !== 'belongsTo' || typeof id !== 'string' || before?.[relation.field] === id) return [];
    return [{ name, field: relation.field, parent: context.models(relation.model), id }];
  });
}
