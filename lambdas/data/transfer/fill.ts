import { checkCreate } from '../../../lib/manifest/index.js';
import type { AttributeMap, DynamoDb } from '../../shared/dynamodb/index.js';
import { inParallel } from '../../shared/in-parallel.js';
import { attributesOf, type Item, readStored, type Stored, writeField } from '../../shared/model/item.js';
import { CLAIM } from '../../shared/model/marks.js';
import type { Model } from '../../shared/model/model.js';
import { uuidv7 } from '../../shared/uuid.js';
import { Placeholders } from '../engine/expressions.js';
import { commit, Unmet } from '../engine/writing/commit.js';
import { look, unchanged } from '../engine/writing/looks.js';
import type { Action } from '../engine/writing/plan.js';
import type { Part } from './export.js';
import { type Conflict, giveUpIfStale, missingClaims } from './fill-claims.js';

/** Items that are seen to at once, and read in one page. */
const AT_ONCE = 25;
const PAGE = 500;
/** So often, before it is a failure. */
const MAX_ATTEMPTS = 10;

export interface FillOptions {
  /** Fields whose defaults items are given that lack them. */
  readonly defaults: readonly string[];
  /** Whether claims are given up whose item no longer has their value: handlers that knew of no claims may have changed it. */
  readonly tidies: boolean;
}

export interface FillPage {
  readonly items: number;
  readonly written: number;
  readonly conflicts: readonly Conflict[];
  /** Where to go on after this page; absent on the last. */
  readonly next?: AttributeMap;
}

interface FillContext {
  readonly dynamodb: DynamoDb;
  readonly now: () => number;
}

/**
 * Gives the items of a part of a table what their model asks of them now and did not when they were written: defaults, the attributes that go
 * with indexed booleans and with ends, claims to unique values. Each is written on the condition that it is what was read, so it may go on
 * beside any other write, and be done again. Versions stay: to clients nothing has changed that they wrote.
 */
export async function* fillItems(
  context: FillContext,
  model: Model,
  { part, of, from }: Part,
  options: FillOptions,
): AsyncIterable<FillPage> {
  let start = from;
  do {
    const page = await context.dynamodb.scan({
      TableName: model.table,
      Segment: part,
      TotalSegments: of,
      ConsistentRead: true,
      Limit: PAGE,
      ...(start !== undefined && { ExclusiveStartKey: start }),
    });
    start = page.LastEvaluatedKey;
    const filled = await inParallel(page.Items ?? [], AT_ONCE, (attributes) => fill(context, model, attributes, options));
    yield {
      items: filled.length,
      written: filled.filter(({ written }) => written).length,
      conflicts: filled.flatMap(({ conflicts }) => conflicts),
      ...(start !== undefined && { next: start }),
    };
  } while (start !== undefined);
}

interface Filled {
  readonly written: boolean;
  readonly conflicts: readonly Conflict[];
}

/** What others write to meanwhile is looked at anew: a claim may be released since its page was read. */
async function fill(context: FillContext, model: Model, scanned: AttributeMap, options: FillOptions): Promise<Filled> {
  const at = { TableName: model.table, Key: { id: scanned.id as never }, ConsistentRead: true };
  let attributes: AttributeMap | undefined = scanned;
  for (let attempt = 1; ; attempt++) {
    try {
      return await fillStored(context, model, attributes, options);
    } catch (error) {
      if (!(error instanceof Unmet) || attempt === MAX_ATTEMPTS) throw error;
      attributes = (await context.dynamodb.getItem(at)).Item;
    }
  }
}

async function fillStored(context: FillContext, model: Model, attributes: AttributeMap | undefined, options: FillOptions): Promise<Filled> {
  if (attributes !== undefined && CLAIM in attributes)
    return { written: options.tidies && (await giveUpIfStale(context, model, attributes)), conflicts: [] };
  const stored = readStored(model, attributes, context.now());
  return stored.item === undefined ? { written: false, conflicts: [] } : fillItem(context, model, stored as Live, options);
}

/** One that is there. */
type Live = Required<Stored>;

async function fillItem(context: FillContext, model: Model, stored: Live, { defaults }: FillOptions): Promise<Filled> {
  const item = withDefaults(model, stored.item, defaults, context.now());
  const missing = missingAttributes(model, stored, item);
  const { takes, conflicts } = await missingClaims(context, model, item);
  const own =
    Object.keys(missing).length > 0 ? set(model, stored, missing) : look(model, item.id, (placeholders) => unchanged(stored, placeholders));
  const written = takes.length > 0 || own.request.Update !== undefined;
  if (written) await commit(context, [own, ...takes]);
  return { written, conflicts };
}

function withDefaults(model: Model, item: Item, defaults: readonly string[], time: number): Item {
  const lacking = Object.entries(model.spec.fields).filter(([name]) => defaults.includes(name) && item[name] === undefined);
  const moment = { now: new Date(time).toISOString(), uuid: () => uuidv7(time) };
  return { ...item, ...checkCreate(Object.fromEntries(lacking), {}, { asAdmin: true, moment }).value };
}

/** What would be stored of the item if it were written now, and is not: of fields that it lacked, and of what goes with fields. */
function missingAttributes(model: Model, { item: before, attributes }: Live, item: Item): AttributeMap {
  const wanted: AttributeMap = {};
  for (const field of model.fields)
    if (before[field] === undefined || attributesOf(model, field).length > 1) writeField(model, field, item[field], wanted);
  return Object.fromEntries(Object.entries(wanted).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(attributes[name])));
}

function set(model: Model, stored: Live, attributes: AttributeMap): Action {
  const placeholders = new Placeholders();
  const parts = Object.entries(attributes).map(([name, value]) => `${placeholders.name(name)} = ${placeholders.value(value)}`);
  const ConditionExpression = unchanged(stored, placeholders);
  const Key = { id: { S: stored.item.id } };
  const UpdateExpression = `SET ${parts.join(', ')}`;
  return { request: { Update: { TableName: model.table, Key, UpdateExpression, ConditionExpression, ...placeholders.attributes } } };
}
