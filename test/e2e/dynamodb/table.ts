import { DynamoDB, type KeySchemaElement } from '@aws-sdk/client-dynamodb';

const key = (type: 'HASH' | 'RANGE', ...names: string[]): KeySchemaElement[] =>
  names.map((name) => ({ AttributeName: name, KeyType: type }));

/** Keys and indexes as Plinth's models have them: `id`; `newest` by owner and time; `ranked` with several attributes each, where it can be. */
export async function createTable(url: string, tableName: string, multiAttributeKeys: boolean): Promise<void> {
  const admin = new DynamoDB({ endpoint: url, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
  const Projection = { ProjectionType: 'ALL' as const };
  const newest = { IndexName: 'newest', KeySchema: [...key('HASH', 'owner'), ...key('RANGE', 'createdAt')], Projection };
  const ranked = { IndexName: 'ranked', KeySchema: [...key('HASH', 'owner', 'kind'), ...key('RANGE', 'rank', 'createdAt')], Projection };
  const types: Record<string, 'S' | 'N'> = { id: 'S', owner: 'S', createdAt: 'S', ...(multiAttributeKeys && { kind: 'S', rank: 'N' }) };
  await admin.createTable({
    TableName: tableName,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: key('HASH', 'id'),
    AttributeDefinitions: Object.entries(types).map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType })),
    GlobalSecondaryIndexes: multiAttributeKeys ? [newest, ranked] : [newest],
  });
  admin.destroy();
}
