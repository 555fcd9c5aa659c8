import { setTimeout as sleep } from 'node:timers/promises';
import { MAX_IDS } from '../../../../lib/manifest/index.js';
import type { AttributeMap } from '../../../shared/dynamodb/index.js';
import { inParallel } from '../../../shared/in-parallel.js';
import type { Model } from '../../../shared/model/model.js';
import type { DataContext } from '../index.js';
import { isId } from '../keys.js';
import type { Budget } from './budget.js';
import { sizeOf } from './size.js';

/** Calls at once. */
const AT_ONCE = 5;
/** Times that a key is asked for, until DynamoDB comes to it. */
const MOST_TRIES = 5;
const FIRST_WAIT_MS = 50;

export interface ReadMany {
  /** What is stored, by id. */
  readonly found: ReadonlyMap<string, AttributeMap>;
  /** Ids that DynamoDB had not come to when patience ended, or the budget was spent. */
  readonly unprocessed: readonly string[];
}

/**
 * What is stored under some ids of a model, all writes before included: as few calls as there can be, a few of them at once. What DynamoDB
 * leaves (16 MB are answered, or it is throttled) is asked for again, with a wait that grows (full jitter).
 * @param budget past which no further call begins; the first one does, whatever was spent
 */
export async function readMany(
  { dynamodb }: Pick<DataContext, 'dynamodb'>,
  model: Model,
  ids: Iterable<string>,
  budget?: Budget,
): Promise<ReadMany> {
  const found = new Map<string, AttributeMap>();
  const unprocessed: string[] = [];
  const wanted = [...new Set(ids)].filter(isId);
  const chunks = Array.from({ length: Math.ceil(wanted.length / MAX_IDS) }, (_, i) => wanted.slice(i * MAX_IDS, (i + 1) * MAX_IDS));
  await inParallel(chunks, AT_ONCE, async (chunk) => {
    let left: AttributeMap[] = chunk.map((id) => ({ id: { S: id } }));
    const mostTries = budget?.spent === true && chunk !== chunks[0] ? 0 : MOST_TRIES;
    for (let tries = 1; left.length > 0 && tries <= mostTries; tries++) {
      if (tries > 1) await sleep(Math.random() * FIRST_WAIT_MS * 2 ** (tries - 2));
      budget?.request();
      const answer = await dynamodb.batchGetItem({ RequestItems: { [model.table]: { Keys: left, ConsistentRead: true } } });
      for (const attributes of answer.Responses?.[model.table] ?? []) {
        found.set(idOf(attributes), attributes);
        budget?.read(sizeOf(attributes));
      }
      left = answer.UnprocessedKeys?.[model.table]?.Keys ?? [];
    }
    unprocessed.push(...left.map(idOf));
  });
  return { found, unprocessed };
}

const idOf = ({ id }: AttributeMap): string => (id !== undefined && 'S' in id ? id.S : '');
