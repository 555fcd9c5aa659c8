import type { AttributeMap, DynamoDb } from '../../shared/dynamodb/index.js';
import { type Item, readStored } from '../../shared/model/item.js';
import { CLAIM } from '../../shared/model/marks.js';
import type { Model } from '../../shared/model/model.js';
import { Placeholders } from '../engine/expressions.js';
import { readAttributes } from '../engine/get.js';
import { claims } from '../engine/writing/claims.js';
import { commit } from '../engine/writing/commit.js';
import { look, unchanged } from '../engine/writing/looks.js';
import type { Action } from '../engine/writing/plan.js';

/** A value that is to be unique, and that two items have. */
export interface Conflict {
  readonly field: string;
  readonly value: unknown;
  readonly ids: readonly [string, string];
}

interface ClaimsContext {
  readonly dynamodb: DynamoDb;
  readonly now: () => number;
}

/** The claims that an item should have and has not; those that another item holds by right are conflicts. */
export async function missingClaims(context: ClaimsContext, model: Model, item: Item): Promise<{ takes: Action[]; conflicts: Conflict[] }> {
  const [takes, conflicts]: [Action[], Conflict[]] = [[], []];
  for (const [field, take] of claimsOf(model, item, context.now())) {
    const wanted = take.request.Put?.Item as AttributeMap;
    const claim = (await context.dynamodb.getItem({ TableName: model.table, Key: { id: wanted.id as never }, ConsistentRead: true })).Item;
    if (claim !== undefined && JSON.stringify(sorted(claim)) === JSON.stringify(sorted(wanted))) continue;
    const holder = claim === undefined ? item.id : holderOf(claim);
    if (holder === item.id || (await giveUpIfStale(context, model, claim as AttributeMap))) takes.push(take);
    else conflicts.push({ field, value: item[field], ids: [holder, item.id] });
  }
  return { takes, conflicts };
}

/** Deletes a claim whose item has not, or no longer, the claimed value; answers whether it did. */
export async function giveUpIfStale(context: ClaimsContext, model: Model, claim: AttributeMap): Promise<boolean> {
  const holder = holderOf(claim);
  const stored = readStored(model, await readAttributes(context, model, holder), context.now());
  const held = stored.item === undefined ? [] : claimsOf(model, stored.item, context.now());
  if (held.some(([, take]) => JSON.stringify(take.request.Put?.Item.id) === JSON.stringify(claim.id))) return false;
  const placeholders = new Placeholders();
  const ConditionExpression = `${placeholders.name(CLAIM)} = ${placeholders.value({ S: holder })}`;
  const Delete = { TableName: model.table, Key: { id: claim.id as never }, ConditionExpression, ...placeholders.attributes };
  await commit(context, [look(model, holder, (names) => unchanged(stored, names)), { request: { Delete } }]);
  return true;
}

/** By field, what takes the claims to all unique values of an item. */
function claimsOf(model: Model, item: Item, now: number): [field: string, take: Action][] {
  return model.uniques.flatMap((field) => {
    const of = { ...model, uniques: [field] };
    return claims(of, item.id, undefined, item, now).map((take): [string, Action] => [field, take]);
  });
}

const holderOf = (claim: AttributeMap) => (claim[CLAIM] as { S: string }).S;
const sorted = (attributes: AttributeMap) => Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
