import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { Field, Rule } from '../schema';
import type { Relation } from './relation';

/** An index: equality on all of `partition`, a range on the last attribute of `sort` that is used. */
export interface IndexOptions {
  /** Up to four fields that a query gives the values of: declared ones, or `id`, `owner`, `createdAt`, `updatedAt`. */
  readonly partition: string[];

  /**
   * Up to four fields that order what has the same partition.
   * @default - none: the order is not defined
   */
  readonly sort?: string[];
}

/** A model: one DynamoDB table, typed fields, and who may do what. */
export interface ModelProps {
  /** The fields of an item, beside `id`, `owner`, `version`, `createdAt` and `updatedAt`, which every item has. */
  readonly fields: { [name: string]: Field };

  /**
   * What its items have to do with those of other models.
   * @default - nothing
   */
  readonly relations?: { [name: string]: Relation };

  /** Who may do what; one rule that admits is enough. Without a rule nobody could, so there must be one. */
  readonly rules: Rule[];

  /**
   * The queries that the model serves, by the names that applications call them by.
   * @default - none: items are read by their id
   */
  readonly indexes?: { [name: string]: IndexOptions };

  /**
   * Fields that make an item's id, `owner` among them if wanted: no two items have the same values in all of them, as of a person's vote for a
   * thing. They must be required and immutable, and nobody chooses another id.
   * @default - ids are chosen, or made
   */
  readonly idFrom?: string[];

  /**
   * Whether a list without an index may read the whole table, however large.
   * @default false
   */
  readonly allowScan?: boolean;

  /**
   * A table made elsewhere, with the string `id` as its key; its name may be a token. It must have the indexes under the names
   * that Plinth gives them, and keeps its own settings for recovery, expiry and protection.
   * @default - one is made
   */
  readonly table?: ITable;

  /**
   * A literal name of the table, for one that was restored under another name.
   * @default - `<backendId>.<model>`
   */
  readonly tableName?: string;

  /**
   * What it holds, for the generated client and OpenAPI.
   * @default - none
   */
  readonly description?: string;
}
