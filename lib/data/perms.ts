/** What reading items takes, by id (also many at once) and by index. A scan is another right, where a model allows it. */
export const READ_ACTIONS = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];

/** What a look at an item takes, within a transaction that writes others. */
export const CHECK_ACTION = 'dynamodb:ConditionCheckItem';

/**
 * What writing takes beyond reading: DynamoDB asks for the same rights within a transaction.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
 */
export const WRITE_ACTIONS = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', CHECK_ACTION];

/** Why a right on a table ends in a wildcard. */
export const INDEXES_REASON = 'The indexes of one table.';
