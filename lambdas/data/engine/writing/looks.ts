import type { Item, Stored } from '../../../shared/model/item.js';
import { CLAIM, DELETED, EXPIRES } from '../../../shared/model/marks.js';
import type { Model } from '../../../shared/model/model.js';
import type { Problem } from '../../../shared/problem.js';
import { Placeholders } from '../expressions.js';
import type { Action } from './plan.js';

/** That stored is what was read. */
export function unchanged({ attributes, version }: Stored, placeholders: Placeholders): string {
  if (attributes === undefined) return `attribute_not_exists(${placeholders.name('id')})`;
  const isTombstone = attributes[DELETED] !== undefined;
  const name = placeholders.name(isTombstone ? DELETED : 'version');
  if (isTombstone || version > 0) return `${name} = ${placeholders.value({ N: String(version) })}`;
  // An item that Plinth has never written has no version.
  return `attribute_exists(${placeholders.name('id')}) AND attribute_not_exists(${name}) AND attribute_not_exists(${placeholders.name(DELETED)})`;
}

/** That there is an item, which has not ended. */
export function isThere(model: Model, now: number, placeholders: Placeholders): string {
  const [id, ...others] = ['id', DELETED, CLAIM].map((name) => placeholders.name(name));
  const there = [`attribute_exists(${id})`, ...others.map((name) => `attribute_not_exists(${name})`)].join(' AND ');
  if (model.ttl === undefined) return there;
  const expires = placeholders.name(EXPIRES);
  return `${there} AND (attribute_not_exists(${expires}) OR ${expires} > ${placeholders.value({ N: String(Math.floor(now / 1000)) })})`;
}

/** That an item which the rules were asked with is what it was. */
export function looksAgain(model: Model, { id, version }: Item): Action {
  return look(model, id, (placeholders) => unchanged({ attributes: {}, version }, placeholders));
}

/** A look at an item that is not written. */
export function look(model: Model, id: string, condition: (placeholders: Placeholders) => string, refusal?: Problem): Action {
  const placeholders = new Placeholders();
  const at = { TableName: model.table, Key: { id: { S: id } }, ConditionExpression: condition(placeholders) };
  return { request: { ConditionCheck: { ...at, ReturnValuesOnConditionCheckFailure: 'ALL_OLD', ...placeholders.attributes } }, refusal };
}
