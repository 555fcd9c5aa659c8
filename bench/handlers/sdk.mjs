// The reference of cold starts: a handler that loads the AWS SDK's client, and calls nothing.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

const client = new DynamoDBClient({});

export const handler = async () => ({ statusCode: 200, body: client.config.serviceId });
