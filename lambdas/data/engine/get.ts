import type { Access } from '../../shared/access.js';
import type { AttributeMap } from '../../shared/dynamodb/index.js';
import { type Item, readItem } from '../../shared/model/item.js';
import type { Model } from '../../shared/model/model.js';
import type { DataContext } from './index.js';
import { mayRead, notFound } from './refusals.js';

/** Bytes of a table's key. */
const ID_BYTES = 2048;

export async function get(context: DataContext, access: Access, model: Model, id: string): Promise<Item> {
  access.requireHope(model.spec.rules, 'get');
  const attributes = await readStored(context, model, id);
  const item = attributes && readItem(model, attributes);
  if (item === undefined || !mayRead(access, model, item)) throw notFound();
  return item;
}

/** An item as it is stored now, all writes before included. */
export async function readStored({ dynamodb }: DataContext, model: Model, id: string): Promise<AttributeMap | undefined> {
  // Ids of our own are short; a table made elsewhere may have any that DynamoDB takes.
  if (id === '' || Buffer.byteLength(id) > ID_BYTES) return undefined;
  return (await dynamodb.getItem({ TableName: model.table, Key: { id: { S: id } }, ConsistentRead: true })).Item;
}
