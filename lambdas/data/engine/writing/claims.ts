import { createHash } from 'node:crypto';
import type { AttributeMap } from '../../../shared/dynamodb/index.js';
import type { Item } from '../../../shared/model/item.js';
import { CLAIM, EXPIRES, secondsOf } from '../../../shared/model/marks.js';
import type { Model } from '../../../shared/model/model.js';
import { Problem } from '../../../shared/problem.js';
import { Placeholders } from '../expressions.js';
import type { Action } from './plan.js';

/**
 * What holds unique values: for each an item of its own in the model's table, under an id that no client can choose, which names the item
 * that has the value. Taken and given up in the transaction that writes the item, it is never half done; it ends when the item does.
 * @param before absent where there was no item
 * @param after absent where there is none any more
 */
export function claims(model: Model, id: string, before: Item | undefined, after: Item | undefined, now: number): Action[] {
  const end = (item: Item | undefined) => (model.ttl === undefined ? undefined : (item?.[model.ttl] as string | undefined));
  return model.uniques.flatMap((field) => {
    const [old, value] = [before?.[field], after?.[field]];
    const stays = old === value && end(before) === end(after);
    return [
      ...(old !== undefined && old !== value ? [giveUp(model, id, field, old)] : []),
      ...(value !== undefined && !stays ? [take(model, id, field, value, end(after), now)] : []),
    ];
  });
}

/** A claim that another item holds is not ours to give up: of values that two items had before they were to be unique, one has it. */
function giveUp(model: Model, id: string, field: string, value: unknown): Action {
  const placeholders = new Placeholders();
  const on = { TableName: model.table, Key: keyOf(field, value), ConditionExpression: isOurs(id, placeholders) };
  const Delete = { ...on, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const, ...placeholders.attributes };
  return { request: { Delete }, dispensable: true };
}

function take(model: Model, id: string, field: string, value: unknown, end: string | undefined, now: number): Action {
  const placeholders = new Placeholders();
  const ended = `${placeholders.name(EXPIRES)} <= ${placeholders.value({ N: String(Math.floor(now / 1000)) })}`;
  const ConditionExpression = `${isOurs(id, placeholders)} OR ${ended}`;
  const Item = { ...keyOf(field, value), [CLAIM]: { S: id }, ...(end !== undefined && { [EXPIRES]: { N: String(secondsOf(end)) } }) };
  const refusal = new Problem('conflict', undefined, { errors: [{ pointer: `/${field}`, detail: 'is taken' }] });
  return { request: { Put: { TableName: model.table, Item, ConditionExpression, ...placeholders.attributes } }, refusal };
}

function isOurs(id: string, placeholders: Placeholders): string {
  return `attribute_not_exists(${placeholders.name('id')}) OR ${placeholders.name(CLAIM)} = ${placeholders.value({ S: id })}`;
}

/** Values may be longer than keys. */
function keyOf(field: string, value: unknown): AttributeMap {
  return { id: { S: `#${field}#${createHash('sha256').update(String(value)).digest('base64url')}` } };
}
