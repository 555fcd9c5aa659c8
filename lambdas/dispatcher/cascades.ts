import { bury, cascade, type Surroundings, sweep } from '../data/engine/cascade.js';
import type { DataContext } from '../data/engine/index.js';
import { readItem } from '../shared/model/item.js';
import { CASCADES, DELETED } from '../shared/model/marks.js';
import type { Model } from '../shared/model/model.js';
import { writtenBy } from '../shared/trail.js';
import { STILL_THERE, type StreamRecord } from './changes.js';

/** What a record leaves to be seen to; nothing where it is no delete, or one with which nothing goes. */
export type Rest = (context: DataContext, surroundings: Surroundings) => Promise<void>;

export function restOf(record: StreamRecord, model: Model): Rest | undefined {
  const { Keys, OldImage, NewImage } = record.dynamodb;
  const id = Keys.id && 'S' in Keys.id ? Keys.id.S : undefined;
  if (!model.cascades || id === undefined) return undefined;
  const trail = writtenBy(NewImage ?? OldImage);
  const mark = NewImage?.[CASCADES];
  if (mark && 'S' in mark) return (context, surroundings) => cascade(context, model, { id, mark: mark.S, trail }, surroundings);
  if (NewImage !== undefined) return undefined;
  const deleted = OldImage?.[DELETED];
  // A receipt of writes is the tombstone of nothing.
  if (deleted && 'N' in deleted && deleted.N !== '0') return (context) => sweep(context, model, { id, version: Number(deleted.N) }, trail);
  // DynamoDB removed what had ended, and left no tombstone.
  const ended = readItem(model, OldImage, STILL_THERE);
  return ended && ((context) => bury(context, model, ended, trail));
}
