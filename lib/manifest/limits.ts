/** How much one call takes: as much as DynamoDB does. The client's runtime, which imports nothing, repeats them. */

/** Ids of a batch-get. @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
export const MAX_IDS = 100;

/** Writes of a batch-write, rows of a batch. @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
export const MAX_WRITES = 25;

/**
 * Actions of a transaction, and what they come to: claims to unique values and looks at related items among them.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
export const MAX_ACTIONS = 100;
