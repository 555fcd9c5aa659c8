import { checkCreate, checkValues } from '../../../lib/manifest/index.js';
import type { Access } from '../../shared/access.js';
import { isSameWrite, type Item, readItem, writeItem } from '../../shared/model/item.js';
import type { Model } from '../../shared/model/model.js';
import { Problem, requireValid } from '../../shared/problem.js';
import { uuidv7 } from '../../shared/uuid.js';
import type { DataContext, Written } from './index.js';
import { keyFaults } from './keys.js';
import { isConditionFailed, mayRead, writeFailure } from './refusals.js';
import { hasSeen, remember, writeOf } from './writes.js';

export interface CreateOptions {
  /** A UUIDv7. The same create with the same key is carried out once; it is also the item's id where none is chosen. */
  readonly idempotencyKey?: string;
  /** Whom the item belongs to, for a model whose items say it. @default the caller */
  readonly owner?: string;
}

/** One conditional put, whatever happens. */
export async function create(
  { dynamodb, now }: DataContext,
  access: Access,
  model: Model,
  input: unknown,
  { idempotencyKey, owner = access.owner }: CreateOptions,
): Promise<Written> {
  const { rules, fields } = model.spec;
  access.requireHope(rules, 'create');

  const { id, rest } = takeId(input);
  const { value, errors } = checkCreate(fields, rest);
  const chosen = checkValues(ID, { id });
  requireValid([...chosen.errors, ...errors]);

  const time = now();
  const at = new Date(time).toISOString();
  const item: Item = {
    id: (chosen.value.id as string | undefined) ?? idempotencyKey ?? uuidv7(time),
    ...value,
    ...(model.owned && { owner }),
    version: 1,
    createdAt: at,
    updatedAt: at,
  };
  if (!access.admits(rules, 'create', item)) throw new Problem('forbidden');
  requireValid(keyFaults(model, item));

  const write = writeOf(access, idempotencyKey, [model.name, id, value]);
  const attributes = writeItem(model, item, { trail: access.trail, writes: remember(undefined, item.version, write) });
  try {
    await dynamodb.putItem({
      TableName: model.table,
      Item: attributes,
      ConditionExpression: 'attribute_not_exists(id)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    return { item, replayed: false };
  } catch (error) {
    if (!isConditionFailed(error)) throw writeFailure(error);
    const stored = error.item;
    // Sent again because no answer came, it met itself.
    if (error.attempts > 1 && isSameWrite(model, stored, attributes)) return { item, replayed: false };
    if (stored === undefined || !hasSeen(stored, write)) throw new Problem('conflict', 'There is an item with this id.');
    const current = readItem(model, stored);
    // Others may have written to it since: who may not read it is told no more than the first answer did.
    if (mayRead(access, model, current)) return { item: current, replayed: true };
    return { item: { ...item, createdAt: current.createdAt, updatedAt: current.createdAt }, replayed: true };
  }
}

const ID = { id: { type: 'id' } } as const;

/** The one system field that a client may choose, apart from the declared ones. */
function takeId(input: unknown): { id: unknown; rest: unknown } {
  if (typeof input !== 'object' || input === null || !Object.hasOwn(input, 'id')) return { id: undefined, rest: input };
  const { id, ...rest } = input as Record<string, unknown>;
  return { id, rest };
}
