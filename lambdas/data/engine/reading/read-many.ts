import { setTimeout as sleep } from 'node:timers/promises';
import type { AttributeMap } from '../../../shared/dynamodb/index.js';
import type { Model } from '../../../shared/model/model.js';
import type { DataContext } from '../index.js';
import { isId } from '../keys.js';

/** Keys of one BatchGetItem. @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
const MOST_KEYS = 100;
/** Times that what DynamoDB leaves is asked for again. */
const MOST_TRIES = 5;
const FIRST_WAIT_MS = 50;

export interface ReadMany {
  /** What is stored, by id. */
  readonly found: ReadonlyMap<string, AttributeMap>;
  /** Ids that DynamoDB had not come to when patience ended. */
  readonly unprocessed: readonly string[];
}

/**
 * What is stored under some ids of a model, all writes before included: as few calls as there can be, all at once. What DynamoDB leaves
 * (16 MB are answered, or it is throttled) is asked for again, with a wait that grows (full jitter).
 */
export async function readMany({ dynamodb }: Pick<DataContext, 'dynamodb'>, model: Model, ids: Iterable<string>): Promise<ReadMany> {
  const found = new Map<string, AttributeMap>();
  const unprocessed: string[] = [];
  const wanted = [...new Set(ids)].filter(isId);
  const chunks = Array.from({ length: Math.ceil(wanted.length / MOST_KEYS) }, (_, i) => wanted.slice(i * MOST_KEYS, (i + 1) * MOST_KEYS));
  await Promise.all(
    chunks.map(async (chunk) => {
      let left: AttributeMap[] = chunk.map((id) => ({ id: { S: id } }));
      for (let tries = 1; left.length > 0 && tries <= MOST_TRIES; tries++) {
        if (tries > 1) await sleep(Math.random() * FIRST_WAIT_MS * 2 ** (tries - 2));
        const answer = await dynamodb.batchGetItem({ RequestItems: { [model.table]: { Keys: left, ConsistentRead: true } } });
        for (const attributes of answer.Responses?.[model.table] ?? []) found.set(idOf(attributes), attributes);
        left = answer.UnprocessedKeys?.[model.table]?.Keys ?? [];
      }
      unprocessed.push(...left.map(idOf));
    }),
  );
  return { found, unprocessed };
}

const idOf = ({ id }: AttributeMap): string => (id !== undefined && 'S' in id ? id.S : '');
