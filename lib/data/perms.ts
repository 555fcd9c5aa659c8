/** What reading items takes, by id (also many at once) and by index. A scan is another right, where a model allows it. */
export const READ_ACTIONS = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];

/** What writing takes beyond reading: DynamoDB asks for the same rights within a transaction. */
export const WRITE_ACTIONS = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'];

/** Why a right on a table ends in a wildcard. */
export const INDEXES_REASON = 'The indexes of one table.';
