import type { AttributeMap, DynamoDb } from '../../shared/dynamodb/index.js';
import { type Item, readItem } from '../../shared/model/item.js';
import type { Model } from '../../shared/model/model.js';

/** Items of a page: less than the 1 MB that DynamoDB gives, so that what is read is gone again before memory grows by it. */
const PAGE = 500;

/** A part of a table: it is read in `of` parts at once, since DynamoDB answers one reader with 1 MB after the other. */
export interface Part {
  readonly part: number;
  readonly of: number;
  /** Where to go on, as a page before said; absent at the beginning. */
  readonly from?: AttributeMap;
}

export interface ExportPage {
  readonly items: readonly Item[];
  /** Where to go on after this page; absent on the last. */
  readonly next?: AttributeMap;
}

/**
 * All live items of a part of a model's table with all their fields, hidden ones too, page by page: no more than one is held. Deleted and
 * ended ones are left out, and what keeps values unique.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Scan.html#Scan.ParallelScan
 */
export async function* exportItems(
  { dynamodb, now }: { readonly dynamodb: DynamoDb; readonly now: () => number },
  model: Model,
  { part, of, from }: Part,
): AsyncIterable<ExportPage> {
  let start = from;
  do {
    const page = await dynamodb.scan({
      TableName: model.table,
      Segment: part,
      TotalSegments: of,
      ConsistentRead: true,
      Limit: PAGE,
      ...(start !== undefined && { ExclusiveStartKey: start }),
    });
    start = page.LastEvaluatedKey;
    const items = (page.Items ?? []).map((attributes) => readItem(model, attributes, now()));
    yield { items: items.filter((item) => item !== undefined), ...(start !== undefined && { next: start }) };
  } while (start !== undefined);
}
