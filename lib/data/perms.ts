/** What reading items by id and by index takes. A scan is another right, where a model allows it. */
export const READ_ACTIONS = ['dynamodb:GetItem', 'dynamodb:Query'];

/** What writing takes: DynamoDB asks for the same rights within a transaction. */
export const WRITE_ACTIONS = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'];

/** Why a grant on a table ends in a wildcard. */
export const INDEXES_REASON = 'The indexes of one table.';
